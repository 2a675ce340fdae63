package dev.bailiwick.lab.replay.peer;

import static dev.bailiwick.lab.replay.peer.Readings.millis;
import static dev.bailiwick.lab.replay.peer.Readings.shown;

import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.lab.replay.Cadence;
import dev.bailiwick.lab.replay.Conditions;
import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.View;
import dev.bailiwick.metrics.EngineSample;
import java.util.List;
import java.util.function.Function;

/** AIBrix's own autoscaler: windows over the mean per pod, one of two rules, a cooldown over past recommendations. */
final class AibrixPolicy implements Scaler {
    private static final String CONTEXT = "vllm-project/aibrix pkg/controller/podautoscaler/context/context.go";
    private static final String CLIENT = "vllm-project/aibrix pkg/controller/podautoscaler/metrics/client.go";

    private final Cadence cadence;
    private final boolean inFlight;
    private final AibrixRule rule;
    private final AibrixWindow stable;
    private final AibrixWindow panic;
    private final SlidingExtreme ups;
    private final SlidingExtreme downs;
    private final int min;
    private final int max;
    private int from;
    private int size;
    private int recommended;

    private AibrixPolicy(Setting setting, Conditions conditions, AibrixRule rule) {
        boolean fixed = Readings.on(setting, "fixed");
        this.cadence = new Cadence(Readings.duration(setting, "resync"), Readings.duration(setting, "resync"));
        this.inFlight = Readings.on(setting, "in-flight");
        this.rule = rule;
        this.stable = new AibrixWindow(millis(setting, "stable-window"));
        this.panic = new AibrixWindow(millis(setting, "panic-window"));
        this.ups = new SlidingExtreme(!fixed, millis(setting, "up-cooldown"), false);
        this.downs = new SlidingExtreme(fixed, millis(setting, "down-cooldown"), false);
        this.min = Math.max(1, conditions.minReplicas());
        this.max = conditions.maxReplicas();
    }

    static Peer apa() {
        return peer("aibrix-apa", "apa.go", AibrixRule.Apa::new);
    }

    static Peer kpa() {
        return peer("aibrix-kpa", "kpa.go", AibrixRule.Kpa::new);
    }

    private static Peer peer(String name, String file, Function<Setting, AibrixRule> rules) {
        return Peer.of(
                name,
                "vllm-project/aibrix pkg/controller/podautoscaler/{algorithm/" + file
                        + ",metrics/client.go,podautoscaler_controller.go}, August 2026",
                List.of(
                        new Knob(
                                "target",
                                0.5,
                                0.001,
                                "share of the KV cache in use per pod, or requests in flight per pod with in-flight",
                                "vllm-project/aibrix docs/source/features/autoscaling/metric-based-autoscaling.rst"),
                        Knob.off(
                                "in-flight",
                                "whether the metric is requests in flight instead of KV cache usage",
                                "as target"),
                        new Knob("max-up-rate", 2, 1, "most pods per pod in one step", CONTEXT),
                        new Knob("max-down-rate", 2, 1, "most pods per pod left in one step", CONTEXT),
                        new Knob("up-tolerance", 0.1, 0, "share above the target that changes nothing", CONTEXT),
                        new Knob("down-tolerance", 0.1, 0, "share below the target that changes nothing", CONTEXT),
                        Knob.seconds("up-cooldown", 0, 0, "past recommendations that count on the way up", CONTEXT),
                        Knob.seconds(
                                "down-cooldown", 300, 0, "past recommendations that count on the way down", CONTEXT),
                        new Knob("panic-threshold", 2, 1, "panic over stable mean from which it panics", CONTEXT),
                        Knob.seconds("stable-window", 180, 1, "window of the stable mean", CLIENT),
                        Knob.seconds("panic-window", 60, 1, "window of the panic mean", CLIENT),
                        Knob.seconds(
                                "resync",
                                10,
                                0.001,
                                "time between two scrapes and decisions",
                                "vllm-project/aibrix pkg/controller/podautoscaler/podautoscaler_controller.go"),
                        Knob.off(
                                "fixed",
                                "mends three things: the KPA multiplies the mean per pod by the pods, a cooldown on the way down holds the highest recommendation instead of the lowest (up: the lowest), an empty stable window is no panic and panic never lowers the size",
                                "as the code is")),
                defaults -> Grid.from(defaults)
                        .times("fixed", 1)
                        .and(defaults.with("target", 0.3))
                        .and(defaults.with("target", 0.3).with("fixed", 1))
                        .and(defaults.with("target", 0.15).with("fixed", 1))
                        .and(inFlight(defaults, 16))
                        .and(inFlight(defaults, 32))
                        .and(inFlight(defaults, 48))
                        .and(inFlight(defaults, 16).with("fixed", 1))
                        .and(inFlight(defaults, 32).with("fixed", 1))
                        .and(inFlight(defaults, 48).with("fixed", 1))
                        .and(inFlight(defaults, 32)
                                .with("fixed", 1)
                                .with("stable-window", 60)
                                .with("panic-window", 20))
                        .and(inFlight(defaults, 32).with("fixed", 1).with("down-cooldown", 600))
                        .and(inFlight(defaults, 32)
                                .with("fixed", 1)
                                .with("resync", 5)
                                .with("stable-window", 60))
                        .settings(),
                List.of(
                        "Never below one replica: scale-to-zero is off by default, and nothing shows requests to wake for.",
                        "The optimiser mode is left out: it needs profiles and a solver.",
                        "KV cache usage is the mean over pods of the page's gauge, which vLLM now calls kv_cache_usage_perc."),
                (setting, conditions) -> new AibrixPolicy(setting, conditions, rules.apply(setting)));
    }

    private static Setting inFlight(Setting defaults, double target) {
        return defaults.with("in-flight", 1).with("target", target);
    }

    @Override
    public Cadence cadence() {
        return cadence;
    }

    @Override
    public int decide(View view) {
        long now = millis(view);
        from = view.size();
        recommended = from;
        if (from < min || from > max) {
            size = Math.clamp(from, min, max);
            return size;
        }
        int pods = 0;
        double sum = 0;
        for (PodReading pod : view.pods()) {
            EngineSample page = Readings.page(pod);
            if (page != null) {
                pods++;
                sum += inFlight ? page.inFlight() : page.kvCacheUsage().orElse(0);
            }
        }
        if (pods == 0) {
            size = from;
            return size;
        }
        stable.record(now, sum / pods);
        panic.record(now, sum / pods);
        recommended = Math.clamp(rule.pods(from, stable.mean(), panic.mean()), min, max);
        size = Math.clamp(stabilised(now), min, max);
        return size;
    }

    private int stabilised(long now) {
        int stabilised = from;
        if (recommended > from) {
            stabilised = ups.with(now, recommended);
        } else if (recommended < from) {
            stabilised = downs.with(now, recommended);
        }
        ups.add(now, recommended);
        downs.add(now, recommended);
        return stabilised;
    }

    @Override
    public String why() {
        return "AIBrix went from %d to %d: the mean per pod is %s over the stable window and %s over the panic window, which recommends %d; the cooldown makes it %d."
                .formatted(from, size, shown(stable.mean()), shown(panic.mean()), recommended, size);
    }
}
