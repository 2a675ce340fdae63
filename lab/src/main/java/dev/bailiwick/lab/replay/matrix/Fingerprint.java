package dev.bailiwick.lab.replay.matrix;

import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Trace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a run is known by: a digest of everything that determines its outcome, so that a run whose fingerprint was seen
 * before need not be made again.
 */
public final class Fingerprint {
    private static final int CHUNK = 1 << 16;
    private static final int REQUEST_BYTES = 16;

    private Fingerprint() {}

    /**
     * The fingerprint of a run.
     *
     * @param run the run
     * @param trace {@link #of(Trace)} of its trace, which is the costly part
     * @param code what else determines it: the version of the program that runs it
     */
    public static String of(Run run, String trace, String code) {
        return of(
                place(run.cell(), trace, code),
                run.entrant().name(),
                run.entrant().source(),
                run.setting().values().toString(),
                "seed " + run.seed());
    }

    /**
     * The fingerprint of a search, which holds the schedules from which it begins.
     *
     * @param search the search
     * @param trace {@link #of(Trace)} of its trace
     * @param code what else determines it: the version of the program that makes it
     */
    public static String of(Search search, String trace, String code) {
        StringBuilder changes = new StringBuilder();
        search.courses().forEach(course -> {
            changes.append("course");
            course.changes()
                    .forEach(change -> changes.append(' ')
                            .append(change.atSeconds())
                            .append(':')
                            .append(change.to()));
            changes.append('\n');
        });
        return of(
                place(search.cell(), trace, code),
                Search.BEST_KNOWN,
                "runs " + search.runs(),
                changes.toString(),
                "seed " + search.seed());
    }

    private static String of(String... lines) {
        return HexFormat.of().formatHex(digest().digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
    }

    private static String place(Cell cell, String trace, String code) {
        return String.join(
                "\n",
                code,
                "rule " + Autoscaler.RULE_VERSION,
                trace,
                cell.trace().name(),
                "load " + cell.load(),
                cell.engine().toString(),
                cell.coldStart().toString(),
                cell.router().name(),
                cell.objective().toString(),
                "replicas " + cell.minReplicas() + " to " + cell.maxReplicas(),
                cell.perturbation().toString(),
                "history " + cell.historySeconds());
    }

    /** The fingerprint of a trace: its requests and how long it is, whatever its name. */
    public static String of(Trace trace) {
        MessageDigest digest = digest();
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        for (int i = 0; i < trace.requests(); i++) {
            if (buffer.remaining() < REQUEST_BYTES) {
                digest.update(buffer.flip());
                buffer.clear();
            }
            buffer.putDouble(trace.atSeconds(i)).putInt(trace.promptTokens(i)).putInt(trace.outputTokens(i));
        }
        digest.update(buffer.flip());
        digest.update(
                ByteBuffer.allocate(Double.BYTES).putDouble(trace.seconds()).flip());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
