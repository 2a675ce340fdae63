package dev.bailiwick.sandbox.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bailiwick.sandbox.Progress;
import dev.bailiwick.sandbox.Sandbox;
import dev.bailiwick.sandbox.SandboxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: the main job, end to end, on a sandbox of its own. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Bring up a control plane, install the chart, apply the examples and play a recorded trace against them.")
public final class DemoCommand implements Callable<Integer> {
    private static final Duration COLD_START = Duration.ofSeconds(20);

    @Option(names = "--keep", description = "Leave everything running at the end, and say how to use it.")
    private boolean keep;

    @Option(
            names = "--dir",
            paramLabel = "D",
            defaultValue = ".sandbox",
            description = "Directory of the sandbox (default: ${DEFAULT-VALUE}).")
    private Path dir = SandboxOptions.DEFAULT_DIR;

    @Option(
            names = "--length",
            paramLabel = "S",
            defaultValue = "240",
            description = "Seconds of the trace to play (default: ${DEFAULT-VALUE}).")
    private int lengthSeconds = 240;

    @Option(
            names = "--kubeconfig",
            paramLabel = "F",
            description =
                    "Play the rehearsal on this cluster instead: asks before it creates anything, and removes it.")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--registry",
            paramLabel = "R",
            defaultValue = "bailiwick.local",
            description = "With --kubeconfig: where the cluster pulls the images from (default: ${DEFAULT-VALUE}).")
    private String registry = "bailiwick.local";

    @Option(names = "--yes", description = "With --kubeconfig: do not ask.")
    private boolean yes;

    @Override
    public Integer call() throws InterruptedException {
        var terminal = onTerminal();
        var clock = InstantSource.system();
        var root = Path.of(System.getProperty("bailiwick.root", "."));
        var progress = Progress.on(System.out, terminal, clock);
        if (kubeconfig != null) {
            try (var cluster = new UserCluster(kubeconfig, root, registry, progress, clock)) {
                cluster.play(question -> yes || agrees(question), new LineView(System.out));
            }
            return 0;
        }
        try (var sandbox = Sandbox.up(new SandboxOptions(dir, progress))) {
            var demo = new Demo(sandbox, root, progress, clock, Duration.ofSeconds(lengthSeconds), COLD_START);
            demo.prepare();
            try (var view = view(terminal, demo)) {
                demo.play(view);
            }
            System.out.print(demo.summary());
            if (keep) {
                sandbox.detach();
                System.out.print(demo.howToGoOn(dir));
            }
        }
        return 0;
    }

    /** Whether somebody types y or yes; no answer is no. */
    private static boolean agrees(String question) {
        System.out.print(question + " [y/N] ");
        System.out.flush();
        try {
            var answer = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException e) {
            return false;
        }
    }

    private static View view(boolean terminal, Demo demo) {
        if (!terminal) {
            return new LineView(System.out);
        }
        try {
            return new TerminalView(
                    TerminalBuilder.builder().system(true).build(), demo.heading(), demo.lengthSeconds());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("SystemConsoleNull") // JDK 25 went back to null where there is no terminal
    private static boolean onTerminal() {
        return System.console() != null;
    }
}
