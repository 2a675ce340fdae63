package dev.bailiwick.e2e.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the numbers were measured on. */
final class Machine {

    private Machine() {}

    /** Cores, memory, processor and JDK. */
    static String words() throws IOException {
        var memory = Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemTotal:"))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / (1024.0 * 1024))
                .findFirst()
                .orElse(Double.NaN);
        var processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
        return String.format(
                Locale.ROOT,
                "%d cores of %s, %.0f GiB; JDK %s; Linux %s",
                Runtime.getRuntime().availableProcessors(),
                processor,
                memory,
                Runtime.version(),
                System.getProperty("os.version"));
    }

    /** Load averages over one, five and fifteen minutes. */
    static String load() throws IOException {
        var words = Files.readString(Path.of("/proc/loadavg"));
        return words.substring(0, words.indexOf(' ', words.indexOf(' ', words.indexOf(' ') + 1) + 1));
    }
}
