package dev.bailiwick.cli.replay;

import dev.bailiwick.cli.Fault;
import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Outcome;
import dev.bailiwick.lab.replay.Result;
import dev.bailiwick.lab.replay.Runner;
import dev.bailiwick.lab.replay.Schedule;
import dev.bailiwick.lab.replay.ScheduleRuns;
import dev.bailiwick.lab.replay.Trace;
import dev.bailiwick.lab.replay.bound.Found;
import dev.bailiwick.lab.replay.matrix.Fingerprint;
import dev.bailiwick.lab.replay.matrix.Run;
import dev.bailiwick.lab.replay.matrix.Search;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Makes runs, each on a thread of its own, unless they were made before. Their order is that of the list. */
final class Execution {
    private static final double NANOS = 1e9;
    private static final double PROBE_SECONDS = 1_800;

    private final RunCache cache;
    private final String code;
    private final int threads;
    private final IdentityHashMap<Trace, String> traces = new IdentityHashMap<>();

    /**
     * What is kept of a search.
     *
     * @param found what it found
     * @param wallSeconds how long it took
     */
    record Searched(Found found, double wallSeconds) {}

    Execution(RunCache cache, String code, int threads) {
        this.cache = cache;
        this.code = code;
        this.threads = threads;
    }

    /** Runs that are made at a time. */
    int threads() {
        return threads;
    }

    /**
     * About how long it will take to make {@code count} runs such as these, by a part of the busiest: half an hour from
     * the middle of its trace, twice, since the first time warms up. The others take less by their requests.
     */
    Duration estimate(List<Run> runs, double count) {
        Run busiest = runs.stream()
                .max(Comparator.comparingInt(run -> run.cell().trace().requests()))
                .orElseThrow();
        double each = seconds(
                busiest.cell(),
                part -> () -> Runner.run(part, busiest.entrant(), busiest.setting(), busiest.seed()),
                runs.stream().map(Run::cell).toList());
        return Duration.ofNanos((long) (each * NANOS * Math.ceil(count / threads)));
    }

    /** About how long searches in these cells take which make {@code count} whole runs; nothing is scraped in these. */
    Duration searchEstimate(List<Cell> cells, double count) {
        Cell busiest = cells.stream()
                .max(Comparator.comparingInt(cell -> cell.trace().requests()))
                .orElseThrow();
        double each = seconds(
                busiest,
                part -> {
                    ScheduleRuns runs = ScheduleRuns.of(part, 1);
                    return () -> runs.tally(Schedule.fixed(runs.warm()));
                },
                cells);
        return Duration.ofNanos((long) (each * NANOS * Math.ceil(count / threads)));
    }

    /** What a run takes in the mean of some cells, in seconds, if what it takes goes with its requests. */
    private static double seconds(Cell busiest, Function<Cell, Runnable> runs, List<Cell> cells) {
        Trace trace = busiest.trace();
        Trace part = trace.cut(Math.max(0, trace.seconds() / 2 - PROBE_SECONDS / 2), PROBE_SECONDS);
        Runnable run = runs.apply(busiest.with(part));
        run.run();
        long began = System.nanoTime();
        run.run();
        double whole = (System.nanoTime() - began) / NANOS * trace.seconds() / part.seconds();
        double mean = cells.stream()
                .mapToInt(cell -> cell.trace().requests())
                .average()
                .orElseThrow();
        return whole * mean / trace.requests();
    }

    /** How many of the runs were made before. */
    int known(List<Run> runs) {
        return (int) runs.stream()
                .filter(run -> cache.find(fingerprint(run)).isPresent())
                .count();
    }

    /** What the runs came to. */
    List<Result> results(List<Run> runs, Progress progress) {
        List<Callable<Result>> tasks = new ArrayList<>();
        for (Run run : runs) {
            String fingerprint = fingerprint(run);
            tasks.add(() -> {
                Result result = result(run, fingerprint);
                progress.done("%s seed %d".formatted(run.entrant().name(), run.seed()));
                return result;
            });
        }
        return made(tasks);
    }

    /** Whether a search was made before. */
    boolean known(Search search) {
        return cache.find(fingerprint(search), Searched.class).isPresent();
    }

    /** What the searches came to, a list for each; they make up to {@link Search#most} runs each. */
    List<List<Result>> found(List<Search> searches, Progress progress) {
        List<Callable<List<Result>>> tasks = new ArrayList<>();
        for (Search search : searches) {
            String fingerprint = fingerprint(search);
            tasks.add(() -> found(search, fingerprint, progress));
        }
        return made(tasks);
    }

    private List<Result> found(Search search, String fingerprint, Progress progress) throws IOException {
        String name = "%s seed %d".formatted(Search.BEST_KNOWN, search.seed());
        int[] made = {0};
        Optional<Searched> before = cache.find(fingerprint, Searched.class);
        Searched searched;
        if (before.isPresent()) {
            searched = before.get();
        } else {
            long began = System.nanoTime();
            Found found = search.found(() -> {
                made[0]++;
                progress.done(name);
            });
            searched = new Searched(found, (System.nanoTime() - began) / NANOS);
            cache.keep(fingerprint, searched);
        }
        for (; made[0] < search.most(); made[0]++) {
            progress.done(name);
        }
        return search.results(searched.found(), searched.wallSeconds());
    }

    private <T> List<T> made(List<Callable<T>> tasks) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> futures = new ArrayList<>();
            tasks.forEach(task -> futures.add(pool.submit(task)));
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while runs were made", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw Fault.failed(
                        "a run cannot be kept in %s; make room or set XDG_CACHE_HOME".formatted(cache), failure);
            }
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
        Outcome outcome = Runner.run(run.cell(), run.entrant(), run.setting(), run.seed());
        double wall = (System.nanoTime() - began) / NANOS;
        cache.keep(fingerprint, new RunCache.Kept(outcome, wall));
        return run.result(outcome, wall);
    }

    private synchronized String fingerprint(Run run) {
        return Fingerprint.of(run, traces.computeIfAbsent(run.cell().trace(), Fingerprint::of), code);
    }

    private synchronized String fingerprint(Search search) {
        return Fingerprint.of(search, traces.computeIfAbsent(search.cell().trace(), Fingerprint::of), code);
    }
}
