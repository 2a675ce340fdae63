package dev.bailiwick.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the JDK to its end. */
final class Programs {
    private static final int SHOWN_CHARACTERS = 2000;

    private Programs() {}

    /**
     * @param log where its output goes
     * @throws ImagesException with the end of its output if it fails or takes longer than {@code seconds}
     */
    static void run(List<String> command, Path log, int seconds) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!ended(process, seconds) || process.exitValue() != 0) {
            throw new ImagesException(command.getFirst() + " failed:\n" + end(log));
        }
    }

    /** Whether {@code process} ended by itself within {@code seconds}; it has ended in any case. */
    static boolean ended(Process process, int seconds) {
        try {
            if (process.waitFor(seconds, TimeUnit.SECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return false;
    }

    static String end(Path log) throws IOException {
        var text = Files.readString(log);
        return text.substring(Math.max(0, text.length() - SHOWN_CHARACTERS));
    }
}
