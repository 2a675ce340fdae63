package dev.bailiwick.sandbox.demo;

import dev.bailiwick.sandbox.Progress;
import dev.bailiwick.sandbox.Sandbox;
import dev.bailiwick.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jline.terminal.TerminalBuilder;
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

    @Override
    public Integer call() throws InterruptedException {
        var terminal = onTerminal();
        var clock = InstantSource.system();
        var root = Path.of(System.getProperty("bailiwick.root", "."));
        var progress = Progress.on(System.out, terminal, clock);
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
