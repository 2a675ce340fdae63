package dev.bailiwick.lab.replay.peer;

import static dev.bailiwick.lab.replay.peer.HpaPolicy.thousandths;
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
import java.util.OptionalInt;

/** KEDA on a Prometheus query over all pods, with the HPA that it creates. */
final class KedaPolicy implements Scaler {
    private static final String PRODUCTION_STACK =
            "vllm-project/production-stack docs/source/use_cases/autoscaling-keda.rst";

    private final Cadence cadence;
    private final long pollMillis;
    private final boolean inFlight;
    private final long target;
    private final HpaRatio ratio;
    private final HpaController controller;
    private final KedaActivation activation;
    private long nextPoll = Long.MIN_VALUE;
    private double metric;
    private int proposal;
    private int from;
    private int size;
    private boolean switched;

    private KedaPolicy(Setting setting, Conditions conditions) {
        this.cadence = new Cadence(Readings.duration(setting, "scrape"), Readings.duration(setting, "sync"));
        this.pollMillis = millis(setting, "poll");
        this.inFlight = Readings.on(setting, "in-flight");
        this.target = thousandths(setting.get("threshold"));
        int min = conditions.minReplicas();
        this.ratio = new HpaRatio(setting.get("tolerance"), setting.get("tolerance"));
        this.controller = new HpaController(Math.max(1, min), conditions.maxReplicas(), HpaPolicy.behavior(setting));
        this.activation = new KedaActivation(min, millis(setting, "cooldown"));
    }

    static Peer peer() {
        String types = "kedacore/keda apis/keda/v1alpha1/withtriggers_types.go";
        String hpa = "kubernetes/kubernetes pkg/controller/podautoscaler/config/v1alpha1/defaults.go";
        return Peer.of(
                "keda",
                "kedacore/keda v2.21.0 pkg/scaling/executor/scale_scaledobjects.go and pkg/scalers/prometheus_scaler.go; its HPA as hpa",
                List.of(
                        new Knob(
                                "threshold",
                                5,
                                0.001,
                                "value of the query per pod",
                                "KEDA has no default for it; " + PRODUCTION_STACK),
                        Knob.off(
                                "in-flight",
                                "whether the query sums requests in flight instead of waiting ones",
                                PRODUCTION_STACK + " queries waiting ones"),
                        Knob.seconds("poll", 30, 1, "time between two polls for activity", types),
                        Knob.seconds(
                                "cooldown",
                                300,
                                0,
                                "time without activity before the last pods go, with a minimum of 0 only",
                                "kedacore/keda pkg/scaling/executor/scale_executor.go"),
                        new Knob("tolerance", 0.1, 0, "share off the threshold that changes nothing, both ways", hpa),
                        HpaPolicy.downWindow(300, hpa),
                        HpaPolicy.behavior(),
                        HpaPolicy.upWindow(0, "kubernetes/kubernetes pkg/apis/autoscaling/v2/defaults.go"),
                        Knob.seconds("sync", 15, 1, "time between two rounds of the HPA", hpa),
                        HpaPolicy.scrape()),
                defaults -> Grid.from(defaults)
                        .times("threshold", 1, 2, 10)
                        .times("down-window", 60)
                        .and(defaults.with("in-flight", 1).with("threshold", 16))
                        .and(defaults.with("in-flight", 1).with("threshold", 32))
                        .and(defaults.with("in-flight", 1).with("threshold", 48))
                        .and(defaults.with("in-flight", 1).with("threshold", 64))
                        .and(defaults.with("in-flight", 1).with("threshold", 32).with("down-window", 600))
                        .and(defaults.with("sync", 5).with("scrape", 5).with("poll", 5))
                        .and(defaults.with("behavior", 1).with("up-window", 60))
                        .settings(),
                List.of(
                        "The trigger that keeps the last pods while requests come (production-stack adds one on the router's request rate) is active while a request is in flight or held.",
                        "Requests held at zero are part of the query, as a gateway's queue would be: the engines alone show nothing then, and nothing would ever wake them.",
                        "Polls fall on rounds of the HPA, and come before them.",
                        "A scrape that is lost leaves the last value in place; Prometheus would mark it stale."),
                KedaPolicy::new);
    }

    @Override
    public Cadence cadence() {
        return cadence;
    }

    @Override
    public int decide(View view) {
        long now = millis(view);
        from = view.size();
        double flying = view.held();
        double waiting = view.held();
        int pods = 0;
        for (PodReading pod : view.pods()) {
            EngineSample page = Readings.page(pod);
            flying += page == null ? 0 : page.inFlight();
            waiting += page == null ? 0 : page.waiting();
            pods += pod.state() == PodReading.State.DRAINING ? 0 : 1;
        }
        metric = inFlight ? flying : waiting;
        size = from;
        if (now >= nextPoll) {
            nextPoll = now + pollMillis;
            size = activation.poll(now, from, flying > 0);
        }
        switched = size != from;
        proposal = ratio.external(thousandths(metric), target, pods);
        size = controller.reconcile(now, size, OptionalInt.of(proposal));
        return size;
    }

    @Override
    public String why() {
        String what = inFlight ? "requests in flight" : "waiting requests";
        if (switched) {
            return "KEDA went from %d to %d: %s."
                    .formatted(
                            from, size, from == 0 ? "a trigger is active" : "no trigger was active for the cooldown");
        }
        return "KEDA's HPA went from %d to %d: %s %s against a threshold of %s per pod, which proposes %d, %d after stabilisation."
                .formatted(from, size, shown(metric), what, shown(target / 1_000.0), proposal, controller.stabilised());
    }
}
