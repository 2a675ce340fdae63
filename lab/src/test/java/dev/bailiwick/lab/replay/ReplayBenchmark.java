package dev.bailiwick.lab.replay;

import dev.bailiwick.lab.replay.peer.Entrants;
import dev.bailiwick.lab.simulator.EngineCatalogue;
import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.lab.simulator.EngineRace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How long one run of a whole trace takes on one thread, with the shipped policy deciding every two seconds, and how long
 * all policies with their defaults take on two; {@link #main} takes whether all policies run, and the trace's file.
 */
public final class ReplayBenchmark {
    private static final int RUNS = 3;
    private static final int THREADS = 2;
    private static final Objective OBJECTIVE = new Objective(Duration.ofMillis(2_500), Duration.ofMillis(100));
    private static final int MIN = 1;
    private static final int MAX = 16;

    private final Cell cell;
    private final Conditions conditions;

    private ReplayBenchmark(Trace trace, EngineProfile engine) {
        this.cell = new Cell(
                trace,
                1,
                engine,
                new Cell.ColdStart(150, 0.2),
                Cell.Routing.LEAST_LOADED,
                OBJECTIVE,
                MIN,
                MAX,
                Perturbation.NONE);
        this.conditions = new Conditions(MIN, MAX, OBJECTIVE, engine);
    }

    /**
     * Reads the trace and plays it three times, of which the first warms the machine up; then races engines, or plays it
     * against every policy instead.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 2 || arguments[1].isBlank()) {
            System.out.println("no replay is measured without -Dbench.trace=FILE.csv.gz");
            return;
        }
        Path file = Path.of(arguments[1]);
        long began = System.nanoTime();
        TraceFile.Reading reading = TraceFile.read(file.getFileName().toString(), Files.newInputStream(file));
        if (!(reading instanceof TraceFile.Loaded(Trace trace))) {
            throw new IllegalArgumentException(reading.toString());
        }
        print(
                "%s: %,d requests, read in %.1f s; load average %.1f",
                trace.name(), trace.requests(), since(began), load());
        EngineProfile engine =
                EngineCatalogue.load().find("mistral-small-24b-h100").orElseThrow();
        ReplayBenchmark benchmark = new ReplayBenchmark(trace, engine);
        if (Boolean.parseBoolean(arguments[0])) {
            benchmark.policies();
        } else {
            for (int run = 1; run <= RUNS; run++) {
                benchmark.run("run " + run, "ours", run);
            }
            new EngineRace(engine, thinned(trace.cut(0, 3_600))).run();
        }
    }

    /** Every policy with its defaults, two at a time. */
    private void policies() throws InterruptedException {
        long began = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<?> run : threads.invokeAll(new Entrants()
                    .names().stream()
                            .map(name -> Executors.callable(() -> run(name, name, 1)))
                            .toList())) {
                if (run.state() == Future.State.FAILED) {
                    throw new IllegalStateException(run.exceptionNow());
                }
            }
        }
        print("all policies: %.1f s on %d threads", since(began), THREADS);
    }

    private void run(String title, String policy, long seed) {
        Entrant entrant = new Entrants().named(policy).orElseThrow();
        long began = System.nanoTime();
        long busy = busy();
        Score score = Runner.run(cell, entrant.start(entrant.defaults(), conditions), seed)
                .score();
        double seconds = since(began);
        print(
                "%s: %.1f s, %.1f s of it on a core, %,.0f requests/s, peak heap %,d MiB, load average %.1f; attainment %.4f, %.1f GPU-hours, %d changes",
                title,
                seconds,
                (busy() - busy) / 1e9,
                cell.trace().requests() / seconds,
                peakHeap() >> 20,
                load(),
                score.sloAttainment(),
                score.gpuHours(),
                score.scaleEvents());
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    private static long busy() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** Every third request: about what one engine bears. */
    private static Trace thinned(Trace trace) {
        Requests kept = new Requests(trace.requests() / 3 + 1);
        for (int request = 0; request < trace.requests(); request += 3) {
            kept.add(trace.atSeconds(request), trace.promptTokens(request), trace.outputTokens(request));
        }
        return kept.trace(trace.name(), trace.seconds());
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }
}
