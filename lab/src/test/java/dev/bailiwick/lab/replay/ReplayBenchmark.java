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

/**
 * How long one run of a whole trace takes on one thread, with the shipped policy deciding every two seconds; {@link
 * #main} takes the trace's file.
 */
public final class ReplayBenchmark {
    private static final int RUNS = 3;

    private ReplayBenchmark() {}

    /** Reads the trace and plays it three times, of which the first warms the machine up; then races engines. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0 || arguments[0].isBlank()) {
            System.out.println("no replay is measured without -Dbench.trace=FILE.csv.gz");
            return;
        }
        Path file = Path.of(arguments[0]);
        long began = System.nanoTime();
        TraceFile.Reading reading = TraceFile.read(file.getFileName().toString(), Files.newInputStream(file));
        if (!(reading instanceof TraceFile.Loaded(Trace trace))) {
            throw new IllegalArgumentException(reading.toString());
        }
        System.out.printf(
                Locale.ROOT, "%s: %,d requests, read in %.1f s%n", trace.name(), trace.requests(), since(began));
        EngineProfile engine =
                EngineCatalogue.load().find("mistral-small-24b-h100").orElseThrow();
        Objective objective = new Objective(Duration.ofMillis(2_500), Duration.ofMillis(100));
        Cell cell = new Cell(
                trace,
                1,
                engine,
                new Cell.ColdStart(150, 0.2),
                Cell.Routing.LEAST_LOADED,
                objective,
                1,
                16,
                Perturbation.NONE);
        Entrant ours = new Entrants().named("ours").orElseThrow();
        Conditions conditions = new Conditions(1, 16, objective, engine);
        for (int run = 1; run <= RUNS; run++) {
            began = System.nanoTime();
            Score score = Runner.run(cell, ours.start(ours.defaults(), conditions), run)
                    .score();
            double seconds = since(began);
            System.out.printf(
                    Locale.ROOT,
                    "run %d: %.1f s, %,.0f requests/s, peak heap %,d MiB; attainment %.4f, %.1f GPU-hours, %d changes%n",
                    run,
                    seconds,
                    trace.requests() / seconds,
                    peakHeap() >> 20,
                    score.sloAttainment(),
                    score.gpuHours(),
                    score.scaleEvents());
        }
        new EngineRace(engine, thinned(trace.cut(0, 3_600))).run();
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
