package dev.bailiwick.e2e.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.bailiwick.e2e.harness.OurImages;
import dev.bailiwick.e2e.harness.UnpackedImage;
import dev.bailiwick.sandbox.LoopbackPorts;
import dev.bailiwick.sandbox.Progress;
import dev.bailiwick.sandbox.Sandbox;
import dev.bailiwick.sandbox.SandboxOptions;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How soon the operator is ready when its image starts it, with the AOT cache that is in it and without, and what it then takes of the
 * memory. The image's files are the whole file system of the process; its API server is a sandbox's. Needs root, for that file system.
 * Prints a table; asserts nothing.
 */
final class StartBench {
    private static final Path DIRECTORY = Path.of("target", "bench", "start").toAbsolutePath();
    private static final int STARTS = 5;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    /** How often it is asked whether it is ready: what a start is measured to. */
    private static final Duration ASKING = Duration.ofMillis(20);

    private static final Duration RESTING = Duration.ofSeconds(10);
    private static final String CACHE = "-XX:AOTCache=";

    private final Path root = Path.of(System.getProperty("bailiwick.root", ".."));

    /**
     * One start.
     *
     * @param ready from the start of the process to its first answer that it is ready
     * @param resident bytes of it in RAM, 10 s after that
     */
    private record Start(Duration ready, long resident) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        new StartBench().run();
    }

    private void run() throws IOException, InterruptedException {
        var progress = Progress.on(System.out, false, InstantSource.system());
        var image = OurImages.unpackedOperator(root, DIRECTORY);
        var lean = image.entrypoint().stream()
                .filter(word -> !word.startsWith(CACHE))
                .toList();
        var load = Machine.load();
        var with = new ArrayList<Start>();
        var without = new ArrayList<Start>();
        try (var sandbox = Sandbox.up(new SandboxOptions(DIRECTORY.resolve("sandbox"), progress))) {
            var account = account(BenchOperator.install(sandbox, root), image.root());
            progress.say("starting the operator %d times".formatted(2 * STARTS));
            for (int i = 0; i < STARTS; i++) {
                with.add(start(image, image.entrypoint(), account));
                without.add(start(image, lean, account));
            }
        }
        var table = """

                - Machine: %s
                - Load average before: %s
                - %d starts each, in turn

                | start | ready: median | soonest | latest | resident after 10 s: median |
                |---|---|---|---|---|
                %s
                %s
                """.formatted(
                        Machine.words(), load, STARTS, row("with the AOT cache", with), row("without it", without));
        System.out.print(table);
        Files.writeString(DIRECTORY.resolve("start.md"), table);
    }

    /**
     * Puts a kubeconfig's token and authority where a pod has those of its ServiceAccount.
     *
     * @return where the API server is, as the environment of a pod says it
     */
    private static Map<String, String> account(Path kubeconfig, Path root) throws IOException {
        var config = Config.fromKubeconfig(Files.readString(kubeconfig));
        var folder = Files.createDirectories(root.resolve("var/run/secrets/kubernetes.io/serviceaccount"));
        Files.writeString(folder.resolve("token"), config.getAutoOAuthToken());
        Files.write(folder.resolve("ca.crt"), Base64.getDecoder().decode(config.getCaCertData()));
        Files.writeString(folder.resolve("namespace"), BenchOperator.NAMESPACE);
        for (var path : List.of("var", "var/run", "var/run/secrets", "var/run/secrets/kubernetes.io")) {
            Files.setPosixFilePermissions(root.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        var server = URI.create(config.getMasterUrl());
        return Map.of(
                "KUBERNETES_SERVICE_HOST",
                server.getHost(),
                "KUBERNETES_SERVICE_PORT",
                Integer.toString(server.getPort()));
    }

    private Start start(UnpackedImage image, List<String> line, Map<String, String> account)
            throws IOException, InterruptedException {
        var port = LoopbackPorts.free();
        var builder = image.start(line)
                .redirectErrorStream(true)
                .redirectOutput(DIRECTORY.resolve("operator.log").toFile());
        builder.environment().remove("KUBECONFIG");
        builder.environment().putAll(account);
        builder.environment()
                .putAll(Map.of(
                        "HOME",
                        "/tmp",
                        "BAILIWICK_HTTP_PORT",
                        Integer.toString(port),
                        "BAILIWICK_NAMESPACE",
                        BenchOperator.NAMESPACE,
                        "BAILIWICK_LEASE_NAME",
                        "bailiwick-leader",
                        "BAILIWICK_LEASE_IDENTITY",
                        "bench"));
        var began = System.nanoTime();
        var process = builder.start();
        try {
            while (!ready(port)) {
                if (!process.isAlive() || System.nanoTime() - began > LONGEST.toNanos()) {
                    throw new IllegalStateException(
                            "the operator is not ready; see " + DIRECTORY.resolve("operator.log"));
                }
                Thread.sleep(ASKING);
            }
            var ready = Duration.ofNanos(System.nanoTime() - began);
            Thread.sleep(RESTING);
            return new Start(ready, new OperatorProcess(process.pid()).resident());
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    /** By a plain socket: a client of more comfort would take a part of the two cores that are measured. */
    private static boolean ready(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write("GET /q/health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), US_ASCII).endsWith(" 200");
        } catch (IOException e) {
            return false;
        }
    }

    private static String row(String what, List<Start> starts) {
        var ready = Spread.of(starts.stream().map(Start::ready).toList());
        var resident = starts.stream().mapToLong(Start::resident).sorted().toArray()[STARTS / 2];
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.0f MiB |",
                what,
                Spread.millis(ready.quantile(0.5)),
                Spread.millis(ready.quantile(0)),
                Spread.millis(ready.quantile(1)),
                resident / (1024.0 * 1024));
    }
}
