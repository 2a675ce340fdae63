package dev.bailiwick.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real Prometheus: from PATH, or unpacked from Debian's package into the user's cache directory, which needs neither root nor an
 * installation.
 *
 * @param prometheus the server
 * @param promtool the tool that checks rules and tests them
 */
public record PrometheusTools(Path prometheus, Path promtool) {

    private static final String ADVICE =
            "the tests of alerts and dashboards need Prometheus: put prometheus and promtool on PATH (Debian's package"
                    + " prometheus has both), or use a machine with apt-get and dpkg-deb, which fetch it by themselves; ";

    /** Finds it, or fetches it once. */
    public static PrometheusTools find() {
        return onPath().orElseGet(PrometheusTools::ofDebian);
    }

    private static Optional<PrometheusTools> onPath() {
        return program("prometheus")
                .flatMap(server -> program("promtool").map(tool -> new PrometheusTools(server, tool)));
    }

    private static Optional<Path> program(String name) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static PrometheusTools ofDebian() {
        try {
            var cache = cache();
            Files.createDirectories(cache);
            var home = cache.resolve("prometheus-debian");
            try (var channel = FileChannel.open(
                            cache.resolve("prometheus.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                if (lock.isValid() && !Files.exists(home)) {
                    fetch(cache, home);
                }
            }
            return new PrometheusTools(home.resolve("usr/bin/prometheus"), home.resolve("usr/bin/promtool"));
        } catch (IOException e) {
            throw new UncheckedIOException(ADVICE + e.getMessage(), e);
        }
    }

    private static void fetch(Path cache, Path home) throws IOException {
        var work = Files.createTempDirectory(cache, "prometheus.");
        // Lists of packages of our own: those of the machine may be missing, and only root may renew them.
        var lists = List.of(
                "-o",
                "Dir::State=" + Files.createDirectories(work.resolve("state")),
                "-o",
                "Dir::Cache=" + Files.createDirectories(work.resolve("cache")),
                "-o",
                "APT::Sandbox::User=",
                "-o",
                "Debug::NoLocking=1");
        Files.createDirectories(work.resolve("state/lists/partial"));
        Files.createDirectories(work.resolve("cache/archives/partial"));
        run(work, with(List.of("apt-get", "-qq", "update"), lists));
        run(work, with(List.of("apt-get", "-qq", "download", "prometheus"), lists));
        try (var files = Files.list(work)) {
            var archive = files.filter(file -> file.toString().endsWith(".deb"))
                    .findFirst()
                    .orElseThrow(() -> new IOException(ADVICE + "apt-get downloaded nothing"));
            run(
                    work,
                    List.of(
                            "dpkg-deb",
                            "-x",
                            archive.toString(),
                            work.resolve("unpacked").toString()));
        }
        Files.move(work.resolve("unpacked"), home, StandardCopyOption.ATOMIC_MOVE);
        run(cache, List.of("rm", "-rf", work.toString()));
    }

    private static List<String> with(List<String> command, List<String> options) {
        var all = new ArrayList<>(command);
        all.addAll(1, options);
        return all;
    }

    private static void run(Path directory, List<String> command) throws IOException {
        var log = Files.createTempFile(directory, "log.", ".txt");
        try {
            var process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException("\"" + String.join(" ", command) + "\" failed: "
                        + Files.readString(log).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private static Path cache() {
        var given = System.getenv("XDG_CACHE_HOME");
        var root =
                given == null || given.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(given);
        return root.resolve("bailiwick");
    }
}
