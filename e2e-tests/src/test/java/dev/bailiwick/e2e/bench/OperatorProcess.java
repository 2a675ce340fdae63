package dev.bailiwick.e2e.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The operator's process, as the kernel and its JVM see it.
 *
 * @param pid process id
 */
record OperatorProcess(long pid) {
    /** Of one tick of {@code /proc/PID/stat}: USER_HZ is 100 on Linux whatever the kernel's own rate. */
    private static final Duration TICK = Duration.ofMillis(10);

    /** Processor time since its start, user and system together, of all its threads. */
    Duration cpu() throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        // The name, in parentheses, may hold blanks; user and system time are fields 14 and 15 of all.
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return TICK.multipliedBy(Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
    }

    /** Bytes of its memory that are in RAM. */
    long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    /** What lives in its heap, right after a full collection: meanwhile nothing of it runs, so nothing is added. */
    LiveObjects liveObjects() throws IOException {
        return new LiveObjects(jcmd("GC.class_histogram"));
    }

    private String jcmd(String command) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
