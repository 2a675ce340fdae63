package dev.bailiwick.lab.replay.peer;

import static dev.bailiwick.lab.replay.peer.Readings.shown;

import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.simulator.EngineProfile;
import java.util.Arrays;
import java.util.List;

/**
 * V2: tokens that replicas hold or will hold against what one can, pending ones counted
 * (llm-d/llm-d-workload-variant-autoscaler internal/engines/analyzers/saturation_v2).
 */
final class WvaTokens implements WvaAnalyzer {
    private static final int REMEMBERED = 10;
    private static final double SHORT_OUTPUT = 100;
    private static final double MEDIUM_OUTPUT = 500;

    private final double kvThreshold;
    private final int queueThreshold;
    private final double upThreshold;
    private final double downBoundary;
    private final int maxBatchedTokens;
    private final int maxSequences;
    private final MovingMean[] observed = {
        new MovingMean(REMEMBERED), new MovingMean(REMEMBERED), new MovingMean(REMEMBERED)
    };
    private long lastCapacity;
    private String because = "nothing was seen yet";

    WvaTokens(Setting setting, EngineProfile engine) {
        this.kvThreshold = setting.get("kv-threshold");
        this.queueThreshold = (int) setting.get("queue-threshold");
        this.upThreshold = setting.get("up-threshold");
        this.downBoundary = setting.get("down-boundary");
        this.maxBatchedTokens = engine.maxBatchedTokens();
        this.maxSequences = engine.maxSequences();
    }

    @Override
    public int target(List<Replica> replicas, int current, int ready, int published) {
        long[] capacities = new long[replicas.size()];
        int known = 0;
        double demand = 0;
        for (Replica replica : replicas) {
            if (replica.kvTokens() > 0) {
                long used = Math.round(replica.kvUsage() * replica.kvTokens());
                lastCapacity = capacity(replica, used);
                capacities[known++] = lastCapacity;
                demand += used + Math.floor(replica.waiting()) * Math.floor(replica.promptTokens());
            }
        }
        double capacity = known == 0 ? lastCapacity : median(Arrays.copyOf(capacities, known));
        double required = demand / upThreshold - current * capacity;
        double spare = ready * capacity - demand / downBoundary;
        because = "%s tokens of demand against %s per replica, %d ready of %d"
                .formatted(shown(demand), shown(capacity), ready, current);
        if (capacity <= 0) {
            return current;
        }
        if (required > 0) {
            return current + (int) Math.ceil(required / capacity);
        }
        return spare > 0
                ? current - Math.clamp((long) Math.floor(spare / capacity), 0, Math.max(0, current - 1))
                : current;
    }

    private long capacity(Replica replica, long used) {
        long byMemory = (long) (replica.kvTokens() * kvThreshold);
        return Math.min(byMemory, byCompute(replica, used, byMemory));
    }

    private long byCompute(Replica replica, long used, long byMemory) {
        double output = replica.outputTokens();
        MovingMean before = observed[output < SHORT_OUTPUT ? 0 : output < MEDIUM_OUTPUT ? 1 : 2];
        if (replica.waiting() >= queueThreshold && used > 0) {
            before.add((double) used);
            return used;
        }
        if (before.seen() > 0) {
            return (long) before.ofSeen();
        }
        if (output <= 0) {
            return byMemory;
        }
        double prompt = replica.promptTokens();
        double steady = Math.min(maxBatchedTokens * output / (prompt + output), maxSequences);
        long derived = (long) (steady * (prompt + output / 2));
        return derived > 0 ? derived : byMemory;
    }

    private static long median(long[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 0 ? (values[middle - 1] + values[middle]) / 2 : values[middle];
    }

    @Override
    public String because() {
        return because;
    }
}
