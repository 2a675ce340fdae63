package dev.bailiwick.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** One compilation of a Go module, with progress: Go names each package that it compiles, and how many those are is asked first. */
public final class Compilation {

    private static final int KEPT_LINES = 20;

    private final GoToolchain go;
    private final Path module;
    private final String product;
    private final Progress progress;
    private final InstantSource clock = InstantSource.system();
    private final Instant start = clock.instant();
    private final Deque<String> lastLines = new ArrayDeque<>();

    /** A compilation of the Go module in a folder; {@code product} says what it makes, as in "the control plane". */
    public Compilation(GoToolchain go, Path module, String product, Progress progress) {
        this.go = go;
        this.module = module;
        this.product = product;
        this.progress = progress;
    }

    /** Compiles the packages into {@code target}, a file for one and a folder for several. */
    public void run(List<String> flags, Path target, List<String> packages) throws IOException {
        progress.say("compiling " + product + ", once for this version");
        int total = stalePackages(flags, packages);
        progress.say(total + " packages to compile; 3000 take about 7 minutes on 2 cores");
        List<String> arguments = new ArrayList<>(List.of("build", "-v"));
        arguments.addAll(flags);
        arguments.addAll(List.of("-o", target.toString()));
        arguments.addAll(packages);
        int[] done = {0};
        go(arguments, product + " does not compile", line -> {
            done[0] = Math.min(total, done[0] + (isPackage(line) ? 1 : 0));
            progress.update("compiling: " + done[0] + " of " + total + " packages, " + elapsed());
        });
        progress.say("compiled " + product + " in " + elapsed());
    }

    /** How many packages are to be compiled. Asking makes Go fetch the modules first. */
    private int stalePackages(List<String> flags, List<String> packages) throws IOException {
        int[] stale = {0};
        int[] fetched = {0};
        List<String> question = new ArrayList<>(List.of("list"));
        question.addAll(flags);
        question.addAll(List.of("-deps", "-f", "{{if .Stale}}stale{{end}}"));
        question.addAll(packages);
        go(question, "Go cannot fetch what " + product + " is made of", line -> {
            stale[0] += line.equals("stale") ? 1 : 0;
            if (line.startsWith("go: downloading ")) {
                progress.update("fetching modules: " + ++fetched[0] + ", " + elapsed());
            }
        });
        return stale[0];
    }

    /**
     * Runs Go in the module, with its temporary files below it, where the next build removes what a killed one left. It gives way
     * to others: it takes minutes of all cores, and tests on another cluster may run meanwhile.
     */
    private void go(List<String> arguments, String otherwise, Consumer<String> onLine) throws IOException {
        Path temporary = Files.createDirectories(module.resolve("tmp"));
        ProcessBuilder builder =
                go.call(arguments).builder().directory(module.toFile()).redirectErrorStream(true);
        List<String> polite = new ArrayList<>(List.of("nice", "-n", "10"));
        polite.addAll(builder.command());
        builder.command(polite);
        builder.environment().put("GOTMPDIR", temporary.toString());
        Process process = builder.start();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
                onLine.accept(line);
            }
        }
        if (Command.await(process) != 0) {
            throw new SandboxException(otherwise + ":\n  " + String.join("\n  ", lastLines));
        }
    }

    private void keep(String line) {
        if (lastLines.size() == KEPT_LINES) {
            lastLines.removeFirst();
        }
        lastLines.addLast(line);
    }

    /** Of its lines, those of Go itself, of the compiler and of errors are no import paths. */
    private static boolean isPackage(String line) {
        return !line.isBlank() && !line.startsWith("#") && !line.contains(" ");
    }

    private String elapsed() {
        Duration time = Duration.between(start, clock.instant());
        return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }
}
