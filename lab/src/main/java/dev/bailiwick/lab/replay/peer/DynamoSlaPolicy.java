package dev.bailiwick.lab.replay.peer;

import static dev.bailiwick.lab.replay.peer.Readings.millis;
import static dev.bailiwick.lab.replay.peer.Readings.shown;

import dev.bailiwick.lab.replay.Cadence;
import dev.bailiwick.lab.replay.Conditions;
import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.View;
import dev.bailiwick.lab.replay.peer.DynamoEngines.Look;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** NVIDIA Dynamo's planner with targets: what comes next over what an engine bears, and a load loop above it. */
final class DynamoSlaPolicy implements Scaler {
    private static final double MILLIS = 1_000;

    private final Cadence cadence;
    private final long intervalMillis;
    private final boolean loadLoop;
    private final DynamoThroughput throughput;
    private final DynamoConsolidation consolidation;
    private final DynamoRegression regression = new DynamoRegression();
    private final DynamoEngines engines = new DynamoEngines();
    private final DynamoPredictor requests;
    private final DynamoPredictor prompts;
    private final DynamoPredictor outputs;
    private final int min;
    private final int max;
    private DynamoInterval traffic = DynamoInterval.NOTHING;
    private long intervalBegan = Long.MIN_VALUE;
    private int floor;
    private double demand;
    private double bearable;
    private int from;
    private int size;

    private DynamoSlaPolicy(Setting setting, Conditions conditions) {
        Duration load = Readings.duration(setting, "load-interval");
        this.cadence = new Cadence(load, load);
        this.intervalMillis = millis(setting, "interval");
        this.loadLoop = Readings.on(setting, "load-loop");
        double share = setting.get("sla-share");
        double first = conditions.objective().timeToFirstToken().toMillis() / MILLIS * share;
        double token = conditions.objective().timePerOutputToken().toMillis() / MILLIS * share;
        this.throughput = new DynamoThroughput(first, token, conditions.profiled());
        this.consolidation = DynamoConsolidation.of(first, token, setting.get("sensitivity"), conditions.profiled());
        this.requests = predictor(setting);
        this.prompts = predictor(setting);
        this.outputs = predictor(setting);
        this.min = Math.max(1, conditions.minReplicas());
        this.max = conditions.maxReplicas();
        DynamoSweep.feed(regression, conditions.profiled());
    }

    static Peer peer() {
        String defaults = "ai-dynamo/dynamo components/src/dynamo/planner/config/defaults.py";
        return Peer.of(
                "dynamo-sla",
                "ai-dynamo/dynamo components/src/dynamo/planner/core/{throughput_scaling,load_scaling}.py, perf_model and load/predictors.py; optimization_target sla, aggregated engines",
                List.of(
                        Knob.off(
                                "kalman",
                                "whether a Kalman filter predicts instead of the last interval",
                                defaults + " names auto-ARIMA, which cannot be shown equal and is left out"),
                        Knob.seconds("interval", 180, 1, "time between two predictions", defaults),
                        Knob.off(
                                "load-loop",
                                "whether the load loop acts above the predicted size (enable_load_scaling)",
                                defaults),
                        Knob.seconds("load-interval", 5, 0.001, "time between two looks at the engines", defaults),
                        new Knob(
                                "sla-share",
                                1,
                                0.01,
                                "share of the cell's objective that is given as target",
                                "ours: the targets are the user's (defaults 500 ms and 50 ms)"),
                        new Knob("sensitivity", 0.8, 0, "share of a target that may be used after a release", defaults),
                        new Knob("q-level", 1, 0, "variance of the level per interval", defaults),
                        new Knob("q-trend", 0.1, 0, "variance of the trend per interval", defaults),
                        new Knob("r", 10, 0, "variance of a measurement", defaults)),
                from -> Grid.from(from)
                        .times("kalman", 1)
                        .times("sla-share", 0.5, 0.25)
                        .times("load-loop", 1)
                        .and(from.with("interval", 60))
                        .and(from.with("interval", 60).with("kalman", 1).with("sla-share", 0.5))
                        .and(from.with("interval", 60).with("load-loop", 1).with("sla-share", 0.5))
                        .and(from.with("load-loop", 1).with("sensitivity", 0.5).with("sla-share", 0.5))
                        .settings(),
                List.of(
                        "Forward-pass metrics are not on a vLLM page: a step is the mean since the look before, its time the mean gap between tokens.",
                        "The profile is a sweep of the profiled engine over 20 points, as wrong as the cell makes it.",
                        "Arrivals are requests that finished, as Dynamo's frontend counts them; under saturation they are what is served.",
                        "No prefix cache: the hit rate is 0.",
                        "max_gpu_budget (8) gives way to the run's maximum.",
                        "Never below one replica (min_endpoint 1)."),
                DynamoSlaPolicy::new);
    }

    private static DynamoPredictor predictor(Setting setting) {
        return Readings.on(setting, "kalman")
                ? new DynamoPredictor.Kalman(setting.get("q-level"), setting.get("q-trend"), setting.get("r"))
                : new DynamoPredictor.Constant();
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
        looks.forEach(this::learn);
        traffic = traffic.plus(engines.all());
        long now = millis(view);
        if (intervalBegan == Long.MIN_VALUE) {
            intervalBegan = now;
        } else if (now - intervalBegan >= intervalMillis) {
            predict((now - intervalBegan) / MILLIS);
            traffic = DynamoInterval.NOTHING;
            intervalBegan = now;
            size = loadLoop || floor == 0 ? size : Math.clamp(floor, min, max);
        }
        boolean settled = looks.size() == from && view.pending() == 0 && from > 0;
        if (loadLoop && settled) {
            int wanted = consolidation.wanted(looks, engines, regression, from);
            size = Math.clamp(Math.max(wanted, floor), min, max);
        }
        return size;
    }

    private void learn(Look look) {
        DynamoInterval interval = look.interval();
        double steps = Math.max(1, interval.steps());
        double seconds = interval.tokenGaps() > 0 ? interval.tokenGapSeconds() / interval.tokenGaps() : 0;
        regression.add(
                interval.promptTokens() / steps,
                interval.firstTokens() / steps,
                look.decodeKv(),
                look.running(),
                seconds);
    }

    private void predict(double seconds) {
        requests.add(traffic.finished());
        if (traffic.finished() > 0) {
            prompts.add(traffic.requestPromptTokens() / traffic.finished());
            outputs.add(traffic.requestOutputTokens() / traffic.finished());
        }
        demand = requests.next() / seconds;
        OptionalDouble perSecond = throughput.perSecond(regression, prompts.next(), outputs.next());
        if (perSecond.isPresent()) {
            bearable = perSecond.getAsDouble();
            floor = (int) Math.max(1, Math.ceil(demand / bearable));
        }
    }

    @Override
    public String why() {
        return "Dynamo went from %d to %d: %s requests/s are predicted and an engine is taken to bear %s, which makes %d%s."
                .formatted(from, size, shown(demand), shown(bearable), floor, loadLoop ? " the least" : "");
    }
}
