package dev.bailiwick.lab.replay.peer;

import dev.bailiwick.lab.replay.peer.WvaAnalyzer.Replica;
import dev.bailiwick.metrics.Distribution;
import dev.bailiwick.metrics.EngineSample;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One pod's samples as Prometheus keeps them, and the queries of
 * llm-d/llm-d-workload-variant-autoscaler internal/collector/registration/saturation.go over them.
 */
final class WvaSeries {
    private static final long MINUTE_MILLIS = 60_000;
    private static final long FIVE_MINUTES_MILLIS = 5 * MINUTE_MILLIS;

    private final Deque<Sample> samples = new ArrayDeque<>();
    private long kvTokens;

    private record Sample(
            long at,
            double kvUsage,
            double waiting,
            @Nullable Distribution prompt,
            @Nullable Distribution output) {}

    /** Adds a page; times do not fall. */
    void add(long at, EngineSample page) {
        samples.addLast(new Sample(
                at,
                page.kvCacheUsage().orElse(0),
                page.waiting(),
                page.requestPromptTokens(),
                page.requestGenerationTokens()));
        if (kvTokens == 0) {
            kvTokens = Readings.kvTokens(page);
        }
        while (samples.getFirst().at() <= at - FIVE_MINUTES_MILLIS) {
            samples.removeFirst();
        }
    }

    /** What the queries answer now. */
    Replica replica(long now) {
        double kv = 0;
        double waiting = 0;
        for (var newest = samples.descendingIterator(); newest.hasNext(); ) {
            Sample sample = newest.next();
            if (sample.at() <= now - MINUTE_MILLIS) {
                break;
            }
            kv = Math.max(kv, sample.kvUsage());
            waiting = Math.max(waiting, sample.waiting());
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        return new Replica(
                kv, waiting, kvTokens, mean(first.prompt(), last.prompt()), mean(first.output(), last.output()));
    }

    private static double mean(@Nullable Distribution before, @Nullable Distribution after) {
        if (before == null || after == null || after.count() <= before.count()) {
            return 0;
        }
        return (after.sum() - before.sum()) / (after.count() - before.count());
    }
}
