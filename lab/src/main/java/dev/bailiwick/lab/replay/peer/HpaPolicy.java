package dev.bailiwick.lab.replay.peer;

import static dev.bailiwick.lab.replay.peer.Readings.millis;
import static dev.bailiwick.lab.replay.peer.Readings.shown;

import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.lab.replay.Cadence;
import dev.bailiwick.lab.replay.Conditions;
import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.View;
import dev.bailiwick.lab.replay.peer.HpaRatio.Pods;
import dev.bailiwick.metrics.EngineSample;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/** The HPA on a metric per pod that an adapter reads from Prometheus. */
final class HpaPolicy implements Scaler {
    private static final String DEFAULTS =
            "kubernetes/kubernetes pkg/controller/podautoscaler/config/v1alpha1/defaults.go";

    private final Cadence cadence;
    private final HpaRatio ratio;
    private final HpaController controller;
    private final String metricName;
    private final ToDoubleFunction<EngineSample> metric;
    private final long target;
    private Pods pods = new Pods(0, 0, 0, 0);
    private OptionalInt proposal = OptionalInt.empty();
    private int from;
    private int size;

    private HpaPolicy(
            Setting setting, Conditions conditions, String metricName, ToDoubleFunction<EngineSample> metric) {
        this.cadence = new Cadence(Readings.duration(setting, "scrape"), Readings.duration(setting, "sync"));
        this.ratio = new HpaRatio(setting.get("tolerance"), setting.get("tolerance"));
        this.controller =
                new HpaController(Math.max(1, conditions.minReplicas()), conditions.maxReplicas(), behavior(setting));
        this.metricName = metricName;
        this.metric = metric;
        this.target = thousandths(setting.get("target"));
    }

    /** On requests in flight. */
    static Peer inFlight() {
        return peer(
                "hpa",
                new Knob(
                        "target",
                        32,
                        0.001,
                        "requests in flight per pod, running and waiting",
                        "ours: an HPA has no default for a custom metric; the target that was safe on three traces (research autoscaling 6.1)"),
                EngineSample::inFlight,
                "requests in flight",
                16,
                48,
                64,
                96);
    }

    /** On the share of the KV cache in use. */
    static Peer kvCache() {
        return peer(
                "hpa-kv",
                new Knob(
                        "target",
                        0.5,
                        0.001,
                        "share of the KV cache in use per pod",
                        "an HPA has no default for a custom metric; vllm-project/aibrix samples/autoscaling/hpa.yaml"),
                page -> page.kvCacheUsage().orElse(0),
                "KV cache usage",
                0.1,
                0.2,
                0.35,
                0.7);
    }

    private static Peer peer(
            String name, Knob target, ToDoubleFunction<EngineSample> metric, String metricName, double... targets) {
        return Peer.of(
                name,
                "kubernetes/kubernetes v1.37.2 pkg/controller/podautoscaler/{replica_calculator,horizontal}.go",
                List.of(
                        target,
                        new Knob("tolerance", 0.1, 0, "share off the target that changes nothing, both ways", DEFAULTS),
                        downWindow(300, DEFAULTS),
                        behavior(),
                        upWindow(0, "kubernetes/kubernetes pkg/apis/autoscaling/v2/defaults.go"),
                        Knob.seconds("sync", 15, 1, "time between two rounds of the controller", DEFAULTS),
                        scrape()),
                defaults -> Grid.from(defaults)
                        .times("target", targets)
                        .times("down-window", 60, 600)
                        .and(defaults.with("sync", 5).with("scrape", 5))
                        .and(defaults.with("tolerance", 0.05))
                        .and(defaults.with("behavior", 1))
                        .and(defaults.with("behavior", 1).with("up-window", 60))
                        .settings(),
                List.of(
                        "Every sync falls on its second; the controller's work queue adds some jitter.",
                        "A scrape that is lost leaves the last value in place; Prometheus would mark it stale.",
                        "The adapter's relist interval is left out: a sample can be asked for as soon as it is scraped.",
                        "Never below one replica: scaling to zero needs an Object or External metric."),
                (setting, conditions) -> new HpaPolicy(setting, conditions, metricName, metric));
    }

    static Knob downWindow(double standard, String source) {
        return Knob.seconds("down-window", standard, 0, "stabilisation window on the way down", source);
    }

    static Knob upWindow(double standard, String source) {
        return Knob.seconds("up-window", standard, 0, "stabilisation window on the way up, with behavior only", source);
    }

    static Knob behavior() {
        return Knob.off(
                "behavior",
                "whether the manifest states the documented default behavior (4 pods or 100 % per 15 s more) instead of leaving it out (at most the double, or 4)",
                "kubernetes/kubernetes pkg/controller/podautoscaler/horizontal.go, a manifest without one");
    }

    static Knob scrape() {
        return Knob.seconds(
                "scrape",
                15,
                0.001,
                "time between two scrapes by Prometheus",
                "llm-d/llm-d-workload-variant-autoscaler charts/workload-variant-autoscaler/values.yaml; Prometheus itself has 1 min");
    }

    static HpaBehavior behavior(Setting setting) {
        long down = millis(setting, "down-window");
        return Readings.on(setting, "behavior")
                ? HpaBehavior.standard(millis(setting, "up-window"), down)
                : HpaBehavior.none(down);
    }

    /** As quantities are handed over; the adapter cuts what is finer. */
    static long thousandths(double value) {
        return (long) (value * 1_000);
    }

    @Override
    public Cadence cadence() {
        return cadence;
    }

    @Override
    public int decide(View view) {
        pods = count(view);
        from = view.size();
        proposal = ratio.perPod(pods, from, target);
        size = controller.reconcile(millis(view), from, proposal);
        return size;
    }

    private Pods count(View view) {
        int measured = 0;
        long total = 0;
        int unready = 0;
        int missing = 0;
        for (PodReading pod : view.pods()) {
            EngineSample page = Readings.page(pod);
            if (pod.state() == PodReading.State.DRAINING) {
                continue;
            }
            if (pod.startedAt() == null) {
                unready++;
            } else if (page == null) {
                missing++;
            } else {
                measured++;
                total += thousandths(metric.applyAsDouble(page));
            }
        }
        return new Pods(measured, total, unready, missing);
    }

    @Override
    public String why() {
        if (proposal.isEmpty()) {
            return "The HPA went from %d to %d: outside its bounds, with no value of %s."
                    .formatted(from, size, metricName);
        }
        return "The HPA went from %d to %d: %s averaged %s on %d pods (%d not running yet, %d without a value) against a target of %s, which proposes %d, %d after stabilisation."
                .formatted(
                        from,
                        size,
                        metricName,
                        shown(pods.total() / 1_000.0 / Math.max(1, pods.measured())),
                        pods.measured(),
                        pods.unready(),
                        pods.missing(),
                        shown(target / 1_000.0),
                        proposal.getAsInt(),
                        controller.stabilised());
    }
}
