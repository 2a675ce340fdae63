package dev.bailiwick.lab.replay.peer;

import static dev.bailiwick.lab.replay.peer.Readings.shown;

import dev.bailiwick.lab.replay.Cadence;
import dev.bailiwick.lab.replay.Conditions;
import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.View;
import dev.bailiwick.lab.replay.peer.DynamoEngines.Look;
import java.util.List;

/** NVIDIA Dynamo's planner in its easy modes, for engines that prefill and decode: thresholds on the KV cache. */
final class DynamoLoadPolicy implements Scaler {
    private final Cadence cadence;
    private final double up;
    private final double down;
    private final int min;
    private final int max;
    private final DynamoEngines engines = new DynamoEngines();
    private double highest;
    private int from;
    private int size;

    private DynamoLoadPolicy(Setting setting, Conditions conditions) {
        this.cadence = new Cadence(Readings.duration(setting, "interval"), Readings.duration(setting, "interval"));
        this.up = setting.get("up");
        this.down = setting.get("down");
        this.min = Math.max(1, conditions.minReplicas());
        this.max = conditions.maxReplicas();
    }

    static Peer peer() {
        String source = "ai-dynamo/dynamo components/src/dynamo/planner/core/load_scaling.py";
        return Peer.of(
                "dynamo-load",
                source + ", optimization_target throughput, aggregated engines",
                List.of(
                        new Knob(
                                "up",
                                1,
                                0.001,
                                "load over KV cache of any engine above which one is added (latency mode: 0.4)",
                                source),
                        new Knob(
                                "down",
                                0.6,
                                0,
                                "load over KV cache of all engines below which one is released (latency mode: 0.1)",
                                source),
                        Knob.seconds(
                                "interval",
                                5,
                                0.001,
                                "time between two decisions",
                                "ai-dynamo/dynamo components/src/dynamo/planner/config/defaults.py")),
                defaults -> Grid.from(defaults)
                        .and(defaults.with("up", 0.8).with("down", 0.5))
                        .and(defaults.with("up", 0.6).with("down", 0.3))
                        .and(defaults.with("up", 0.4).with("down", 0.1))
                        .and(defaults.with("up", 0.2).with("down", 0.05))
                        .and(defaults.with("up", 0.1).with("down", 0.02))
                        .times("interval", 15, 60)
                        .settings(),
                List.of(
                        "Forward-pass metrics are not on a vLLM page: the KV in use is the page's gauge, the prefill that waits is waiting requests times the mean prompt of the last that finished.",
                        "Decodes that wait after a preemption are counted as waiting prompts.",
                        "max_gpu_budget (8) gives way to the run's maximum.",
                        "Never below one replica (min_endpoint 1)."),
                DynamoLoadPolicy::new);
    }

    @Override
    public Cadence cadence() {
        return cadence;
    }

    @Override
    public int decide(View view) {
        from = view.size();
        size = Math.clamp(from, min, max);
        List<Look> looks = engines.look(view);
        if (looks.isEmpty() || looks.size() != from || view.pending() > 0) {
            return size;
        }
        boolean anyAbove = false;
        boolean allBelow = true;
        highest = 0;
        for (Look look : looks) {
            double load = (look.decodeKv() + engines.queuedPrefill(look)) / Math.max(1, look.maxKv());
            highest = Math.max(highest, load);
            anyAbove |= load > up;
            allBelow &= load < down;
        }
        int wanted = anyAbove ? from + 1 : allBelow && from > 1 ? from - 1 : from;
        size = Math.clamp(wanted, min, max);
        return size;
    }

    @Override
    public String why() {
        return "Dynamo went from %d to %d: the most loaded engine has work for %s of its KV cache; one more comes above %s on any, one less below %s on all."
                .formatted(from, size, shown(highest), shown(up), shown(down));
    }
}
