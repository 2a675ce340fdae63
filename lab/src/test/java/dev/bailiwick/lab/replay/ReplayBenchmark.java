package dev.bailiwick.lab.replay;

import dev.bailiwick.lab.simulator.EngineCatalogue;
import dev.bailiwick.lab.simulator.EngineProfile;
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

    /** Reads the trace and plays it three times; the first run warms the machine up. */
    public static void main(String[] arguments) throws IOException {
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
        for (int run = 1; run <= RUNS; run++) {
            began = System.nanoTime();
            Score score =
                    Runner.run(cell, new Shipped(1, 16, objective, engine), run).score();
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
