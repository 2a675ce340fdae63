package dev.bailiwick.cli.replay;

import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Conditions;
import dev.bailiwick.lab.replay.Outcome;
import dev.bailiwick.lab.replay.Result;
import dev.bailiwick.lab.replay.Runner;
import dev.bailiwick.lab.replay.Trace;
import dev.bailiwick.lab.replay.matrix.Fingerprint;
import dev.bailiwick.lab.replay.matrix.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes runs, each on a thread of its own, unless they were made before. Their order is that of the list. */
final class Execution {
    private static final double NANOS = 1e9;

    private final RunCache cache;
    private final String code;
    private final int threads;
    private final Map<Trace, String> traces = new IdentityHashMap<>();

    Execution(RunCache cache, String code, int threads) {
        this.cache = cache;
        this.code = code;
        this.threads = threads;
    }

    /** How many of the runs were made before. */
    int known(List<Run> runs) {
        return (int) runs.stream()
                .filter(run -> cache.find(fingerprint(run)).isPresent())
                .count();
    }

    List<Result> results(List<Run> runs, Progress progress) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Result>> futures = new ArrayList<>();
            for (Run run : runs) {
                String fingerprint = fingerprint(run);
                futures.add(pool.submit(() -> {
                    Result result = result(run, fingerprint);
                    progress.done("%s seed %d".formatted(run.entrant().name(), run.seed()));
                    return result;
                }));
            }
            List<Result> results = new ArrayList<>();
            for (Future<Result> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while runs were made", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private Result result(Run run, String fingerprint) throws IOException {
        Optional<RunCache.Kept> before = cache.find(fingerprint);
        if (before.isPresent()) {
            return run.result(before.get().outcome(), before.get().wallSeconds());
        }
        long began = System.nanoTime();
        Outcome outcome = play(run);
        double wall = (System.nanoTime() - began) / NANOS;
        cache.keep(fingerprint, new RunCache.Kept(outcome, wall));
        return run.result(outcome, wall);
    }

    /** Makes a run. */
    static Outcome play(Run run) {
        Cell cell = run.cell();
        Conditions conditions =
                new Conditions(cell.minReplicas(), cell.maxReplicas(), cell.objective(), cell.engine());
        return Runner.run(cell, run.entrant().scalers().start(run.setting(), conditions), run.seed());
    }

    private synchronized String fingerprint(Run run) {
        return Fingerprint.of(
                run, traces.computeIfAbsent(run.cell().trace(), Fingerprint::of), code);
    }
}
