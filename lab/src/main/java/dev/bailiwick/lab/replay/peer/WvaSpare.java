package dev.bailiwick.lab.replay.peer;

import static dev.bailiwick.lab.replay.peer.Readings.shown;

import dev.bailiwick.lab.replay.Setting;
import java.util.List;

/**
 * V1: spare KV cache and queue of the replicas that are not saturated, one replica at a time, none while something is
 * under way (llm-d/llm-d-workload-variant-autoscaler internal/saturation/analyzer.go).
 */
final class WvaSpare implements WvaAnalyzer {
    private static final int LEAST_FOR_RELEASE = 2;

    private final double kvThreshold;
    private final double queueThreshold;
    private final double kvTrigger;
    private final double queueTrigger;
    private String because = "nothing was seen yet";

    WvaSpare(Setting setting) {
        this.kvThreshold = setting.get("kv-threshold");
        this.queueThreshold = setting.get("queue-threshold");
        this.kvTrigger = setting.get("kv-spare");
        this.queueTrigger = setting.get("queue-spare");
    }

    @Override
    public int target(List<Replica> replicas, int current, int ready, int published) {
        if (replicas.isEmpty()) {
            because = "no replica shows metrics";
            return current;
        }
        boolean underWay = published != 0 && published != current;
        if (underWay || replicas.size() != current) {
            because = "a change is under way: %d published, %d there, %d with metrics"
                    .formatted(published, current, replicas.size());
            return underWay ? published : current;
        }
        int free = 0;
        double kv = 0;
        double queue = 0;
        for (Replica replica : replicas) {
            if (replica.kvUsage() < kvThreshold && replica.waiting() < queueThreshold) {
                free++;
                kv += kvThreshold - replica.kvUsage();
                queue += queueThreshold - replica.waiting();
            }
        }
        double spareKv = free == 0 ? 0 : kv / free;
        double spareQueue = free == 0 ? 0 : queue / free;
        because = "%d of %d replicas are not saturated and spare %s of their KV cache and %s waiting requests"
                .formatted(free, current, shown(spareKv), shown(spareQueue));
        if (spareKv < kvTrigger || spareQueue < queueTrigger) {
            return ready < current ? current : current + 1;
        }
        return current > 1 && bearsOneLess(free, spareKv, spareQueue) ? current - 1 : current;
    }

    private boolean bearsOneLess(int free, double spareKv, double spareQueue) {
        if (free < LEAST_FOR_RELEASE) {
            return false;
        }
        double factor = (double) free / (free - 1);
        double kvLeft = kvThreshold - (kvThreshold - spareKv) * factor;
        double queueLeft = queueThreshold - (queueThreshold - spareQueue) * factor;
        return kvLeft >= kvTrigger && queueLeft >= queueTrigger;
    }

    @Override
    public String because() {
        return because;
    }
}
