package dev.bailiwick.sandbox.engines;

import dev.bailiwick.sandbox.Sandbox;
import dev.bailiwick.sandbox.load.LoadDesk;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code engines}: the process that simulates the engines of a sandbox's pods. The demo starts it as a child. */
@Command(
        name = "engines",
        mixinStandardHelpOptions = true,
        description = "Simulate the engines of a sandbox's ModelDeployments until ended.")
public final class EnginesCommand implements Callable<Integer> {
    @Option(
            names = "--dir",
            paramLabel = "D",
            defaultValue = ".sandbox",
            description = "Directory of the sandbox (default: ${DEFAULT-VALUE}).")
    private Path dir = Path.of(".sandbox");

    @Option(names = "--port", paramLabel = "P", required = true, description = "Loopback port for pages and orders.")
    private int port;

    @Option(
            names = "--cold-start",
            paramLabel = "S",
            defaultValue = "20",
            description = "Seconds from a pod's start to Ready (default: ${DEFAULT-VALUE}).")
    private double coldStartSeconds = 20;

    @Override
    public Integer call() throws InterruptedException {
        var clock = InstantSource.system();
        var hall = new EngineHall();
        var coldStart = Duration.ofMillis((long) (coldStartSeconds * 1000));
        try (var sandbox = Sandbox.attach(dir);
                var server = new PageServer(hall, new LoadDesk(hall, clock), port, clock);
                var watcher = new PodWatcher(sandbox.client(), hall, coldStart, clock)) {
            watcher.start();
            System.out.println("engines serve their pages on port " + server.port());
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
