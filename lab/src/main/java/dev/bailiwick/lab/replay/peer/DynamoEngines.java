package dev.bailiwick.lab.replay.peer;

import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.lab.replay.View;
import dev.bailiwick.metrics.EngineSample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands for the forward-pass metrics that Dynamo's workers publish and no vLLM page carries: the page's gauges,
 * and its counters since the look before.
 */
final class DynamoEngines {
    private Map<String, DynamoInterval> before = new HashMap<>();
    private DynamoInterval all = DynamoInterval.NOTHING;
    private double promptMean;

    /**
     * One ready engine.
     *
     * @param decodeKv tokens of KV cache in use
     * @param maxKv tokens that the cache holds
     * @param running requests in the batch
     * @param waiting waiting requests
     * @param interval its counters since the look before
     */
    record Look(double decodeKv, long maxKv, double running, double waiting, DynamoInterval interval) {}

    /** Looks at the ready pods with a page, in their order. */
    List<Look> look(View view) {
        List<Look> looks = new ArrayList<>();
        Map<String, DynamoInterval> now = new HashMap<>();
        all = DynamoInterval.NOTHING;
        for (PodReading pod : view.pods()) {
            EngineSample page = Readings.page(pod);
            if (page == null) {
                continue;
            }
            DynamoInterval counters = DynamoInterval.of(page);
            DynamoInterval interval = counters.since(before.getOrDefault(pod.uid(), DynamoInterval.NOTHING));
            now.put(pod.uid(), counters);
            all = all.plus(interval);
            if (pod.state() == PodReading.State.READY) {
                long maxKv = Readings.kvTokens(page);
                double usage = page.kvCacheUsage().orElse(0);
                looks.add(new Look(usage * maxKv, maxKv, page.running(), page.waiting(), interval));
            }
        }
        before = now;
        if (all.finished() > 0) {
            promptMean = all.requestPromptTokens() / all.finished();
        }
        return looks;
    }

    /** The counters of all pods since the look before. */
    DynamoInterval all() {
        return all;
    }

    /** Prompt tokens that wait on an engine, taken from the mean prompt of the last requests that finished. */
    double queuedPrefill(Look look) {
        return look.waiting() * promptMean;
    }
}
