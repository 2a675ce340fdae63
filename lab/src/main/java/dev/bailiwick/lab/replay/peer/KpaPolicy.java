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
import java.util.OptionalInt;

/** Knative's pod autoscaler on concurrency. */
final class KpaPolicy implements Scaler {
    private static final long SECOND_MILLIS = 1_000;

    private final Cadence cadence;
    private final KpaScale scale;
    private final KpaToZero toZero;
    private final int min;
    private final int max;
    private final double target;
    private int from;
    private int ready;
    private int size;
    private double stable;
    private double panic;

    private KpaPolicy(Setting setting, Conditions conditions) {
        this.cadence = new Cadence(Readings.duration(setting, "scrape"), Readings.duration(setting, "tick"));
        this.scale = new KpaScale(setting);
        this.toZero = new KpaToZero(
                millis(setting, "stable-window"), Math.max(millis(setting, "grace"), millis(setting, "retention")));
        this.min = conditions.minReplicas();
        this.max = conditions.maxReplicas();
        this.target = setting.get("target") * setting.get("utilization");
    }

    static Peer peer() {
        String config = "knative/serving config/core/configmaps/autoscaler.yaml";
        return Peer.of(
                "kpa",
                "knative/serving v0.45.0 pkg/autoscaler/{scaling,aggregation} and pkg/reconciler/autoscaling/kpa/scaler.go",
                List.of(
                        new Knob("target", 100, 0.01, "requests in flight that a pod is meant to bear", config),
                        new Knob("utilization", 0.7, 0.01, "share of the target that is aimed at", config),
                        Knob.seconds("stable-window", 60, 6, "window of the stable mean", config),
                        new Knob("panic-share", 0.1, 0.01, "panic window as a share of the stable one", config),
                        new Knob("panic-threshold", 2, 1, "load over ready pods from which it panics", config),
                        new Knob("max-up-rate", 1_000, 1.001, "most pods per ready pod in one tick", config),
                        new Knob("max-down-rate", 2, 1.001, "most ready pods per pod left in one tick", config),
                        Knob.seconds("down-delay", 0, 0, "how long a lower size must hold before a release", config),
                        Knob.seconds("grace", 30, 0, "time between inactive and zero", config),
                        Knob.seconds("retention", 0, 0, "least time that the last pod stays", config),
                        Knob.seconds(
                                "scrape",
                                1,
                                0.001,
                                "time between two scrapes",
                                "knative/serving pkg/autoscaler/metrics/collector.go"),
                        Knob.seconds(
                                "tick",
                                2,
                                0.001,
                                "time between two decisions",
                                "knative/serving pkg/autoscaler/scaling/multiscaler.go")),
                defaults -> Grid.from(defaults)
                        .times("target", 12, 24, 46, 70)
                        .times("down-delay", 300)
                        .and(defaults.with("target", 46).with("stable-window", 120))
                        .and(defaults.with("target", 46)
                                .with("stable-window", 30)
                                .with("down-delay", 300))
                        .and(defaults.with("target", 46).with("down-delay", 900))
                        .and(defaults.with("target", 46)
                                .with("panic-threshold", 10)
                                .with("down-delay", 300))
                        .and(defaults.with("target", 46).with("tick", 10).with("down-delay", 300))
                        .settings(),
                List.of(
                        "Concurrency is the page's running and waiting requests at the scrape, not the queue proxy's mean since the last one.",
                        "All ready pods are scraped; Knative samples some when there are many, and scales up in proportion. Pods whose page is missing are taken as the mean of the others.",
                        "The activator counts the requests held at zero and is never in the path otherwise (target-burst-capacity is left out).",
                        "The grace period always runs in full; Knative cuts it short when the activator was in the path before.",
                        "v0.45.0 cuts means at six decimals where v0.51.0 rounds them."),
                KpaPolicy::new);
    }

    @Override
    public Cadence cadence() {
        return cadence;
    }

    @Override
    public void observe(View view) {
        int reporting = 0;
        double flying = 0;
        for (PodReading pod : view.pods()) {
            EngineSample page = Readings.readyPage(pod);
            if (page != null) {
                reporting++;
                flying += page.inFlight();
            }
        }
        if (reporting > 0 || view.held() > 0) {
            double all = reporting == 0 ? 0 : flying / reporting * view.ready();
            scale.record(millis(view) / SECOND_MILLIS, all + view.held());
        }
    }

    @Override
    public int decide(View view) {
        long second = millis(view) / SECOND_MILLIS;
        from = view.size();
        ready = view.ready();
        stable = scale.stable(second);
        panic = scale.panic(second);
        OptionalInt wanted = scale.scale(second, ready);
        if (wanted.isEmpty()) {
            size = Math.clamp(from, min, max);
        } else {
            int bounded = Math.clamp(wanted.getAsInt(), min, max);
            size = min > 0 ? bounded : toZero.size(view, bounded);
        }
        return size;
    }

    @Override
    public String why() {
        return "The KPA went from %d to %d in its %s mode: %s requests in flight over the stable window and %s over the panic window, %s aimed at per pod, %d pods ready."
                .formatted(
                        from,
                        size,
                        scale.panicking() ? "panic" : "stable",
                        shown(stable),
                        shown(panic),
                        shown(target),
                        ready);
    }
}
