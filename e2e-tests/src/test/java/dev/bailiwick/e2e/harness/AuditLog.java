package dev.bailiwick.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bailiwick.sandbox.Sandbox;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What the API server has been asked, and by whom. */
public final class AuditLog {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;
    private final String user;

    /** All requests of the user in what has been read of the file. */
    private final List<Request> requests = new ArrayList<>();

    /** How far the file has been read, in bytes. */
    private long read;

    private AuditLog(Path file, String user) {
        this.file = file;
        this.user = user;
    }

    /** What this operator asks. */
    public static AuditLog of(Sandbox sandbox, Operator operator) {
        return new AuditLog(sandbox.auditLog(), operator.user());
    }

    /**
     * A request that has been answered.
     *
     * @param resource plural name, with {@code /subresource} and, outside the core group, {@code .group}; for a request that is about no
     *     resource, its path
     * @param allowed whether the rules grant it; admission may have refused it all the same
     */
    public record Request(String verb, String resource, String namespace, String name, boolean allowed) {

        /** Verb and resource, as a rule grants them. */
        public String right() {
            return verb + " " + resource;
        }
    }

    /** How many requests there are now, for {@link #since}. */
    public long position() {
        return requests().size();
    }

    /** The requests that were answered after a position. */
    public List<Request> since(long position) {
        return requests().stream().skip(position).toList();
    }

    /** All requests so far. What was read before is not read again: the file has what everybody asks. */
    public synchronized List<Request> requests() {
        try (var log = new RandomAccessFile(file.toFile(), "r")) {
            log.seek(read);
            var more = new byte[Math.toIntExact(log.length() - read)];
            log.readFully(more);
            var end = more.length;
            while (end > 0 && more[end - 1] != '\n') {
                end--; // a line that is being written
            }
            read += end;
            new String(more, 0, end, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains('"' + user + '"'))
                    .map(AuditLog::parse)
                    .filter(event ->
                            user.equals(event.path("user").path("username").asText()))
                    .map(AuditLog::request)
                    .forEach(requests::add);
            return List.copyOf(requests);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when there has been a request like this. */
    public void await(String what, Predicate<Request> like) {
        Eventually.eventually(what, () -> requests().stream().anyMatch(like));
    }

    private static JsonNode parse(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Request request(JsonNode event) {
        var about = event.path("objectRef");
        var group = about.path("apiGroup").asText("");
        var part = about.path("subresource").asText("");
        var resource = about.isMissingNode()
                ? event.path("requestURI").asText()
                : about.path("resource").asText()
                        + (part.isEmpty() ? "" : "/" + part)
                        + (group.isEmpty() ? "" : "." + group);
        return new Request(
                event.path("verb").asText(),
                resource,
                about.path("namespace").asText(""),
                about.path("name").asText(""),
                event.path("annotations")
                        .path("authorization.k8s.io/decision")
                        .asText()
                        .equals("allow"));
    }
}
