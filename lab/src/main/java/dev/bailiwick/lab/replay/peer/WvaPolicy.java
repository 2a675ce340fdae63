package dev.bailiwick.lab.replay.peer;

import static dev.bailiwick.lab.replay.peer.Readings.millis;

import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.lab.replay.Cadence;
import dev.bailiwick.lab.replay.Conditions;
import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.View;
import dev.bailiwick.lab.replay.peer.HpaBehavior.Limit;
import dev.bailiwick.lab.replay.peer.WvaAnalyzer.Replica;
import dev.bailiwick.metrics.EngineSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** llm-d's workload variant autoscaler: publishes a size that an HPA then follows. */
final class WvaPolicy implements Scaler {
    private static final Duration WAKE_WITHIN = Duration.ofSeconds(1);

    private final Cadence cadence;
    private final WvaAnalyzer analyzer;
    private final long intervalMillis;
    private final long syncMillis;
    private final long retentionMillis;
    private final boolean toZero;
    private final HpaRatio ratio;
    private final HpaController controller;
    private final Map<String, WvaSeries> pods = new HashMap<>();
    private long nextLoop = Long.MIN_VALUE;
    private long nextSync = Long.MIN_VALUE;
    private long lastRequest = Long.MIN_VALUE;
    private double finished;
    private int published;
    private int from;
    private int size;

    WvaPolicy(Setting setting, Conditions conditions, WvaAnalyzer analyzer) {
        Duration sync = Readings.duration(setting, "sync");
        this.toZero = conditions.minReplicas() == 0;
        this.cadence = new Cadence(Readings.duration(setting, "scrape"), toZero ? WAKE_WITHIN : sync);
        this.analyzer = analyzer;
        this.intervalMillis = millis(setting, "interval");
        this.syncMillis = sync.toMillis();
        this.retentionMillis = millis(setting, "retention");
        this.ratio = new HpaRatio(setting.get("tolerance"), setting.get("tolerance"));
        List<Limit> limits = List.of(new Limit(false, (int) setting.get("step-pods"), millis(setting, "step-period")));
        this.controller = new HpaController(
                conditions.minReplicas(),
                conditions.maxReplicas(),
                new HpaBehavior(true, millis(setting, "up-window"), millis(setting, "down-window"), limits, limits));
    }

    @Override
    public Cadence cadence() {
        return cadence;
    }

    @Override
    public void observe(View view) {
        long now = millis(view);
        Set<String> present = new HashSet<>();
        double done = 0;
        boolean busy = view.held() > 0;
        for (PodReading pod : view.pods()) {
            EngineSample page = Readings.readyPage(pod);
            if (page != null) {
                present.add(pod.uid());
                pods.computeIfAbsent(pod.uid(), uid -> new WvaSeries()).add(now, page);
                done += page.finished().orElse(0);
                busy |= page.inFlight() > 0;
            }
        }
        if (busy || done > finished || lastRequest == Long.MIN_VALUE) {
            lastRequest = now;
        }
        finished = done;
        pods.keySet().retainAll(present);
    }

    @Override
    public int decide(View view) {
        long now = millis(view);
        from = view.size();
        size = from;
        if (toZero && from == 0 && view.held() > 0) {
            published = 1;
            size = 1;
            return size;
        }
        if (now >= nextLoop) {
            nextLoop = now + intervalMillis;
            publish(view, now);
        }
        if (now >= nextSync && (published > 0 || toZero)) {
            nextSync = now + syncMillis;
            int there = view.ready() + view.pending();
            OptionalInt proposal = OptionalInt.of(ratio.external(published * 1_000L, 1_000, there));
            size = controller.reconcile(now, from, proposal);
        }
        return size;
    }

    private void publish(View view, long now) {
        List<Replica> replicas = new ArrayList<>();
        for (PodReading pod : view.pods()) {
            WvaSeries series = pods.get(pod.uid());
            if (series != null && pod.state() == PodReading.State.READY) {
                replicas.add(series.replica(now));
            }
        }
        int there = view.ready() + view.pending();
        int target = analyzer.target(replicas, there == 0 ? from : there, view.ready(), published);
        boolean idle = toZero && now - lastRequest >= retentionMillis;
        published = idle ? 0 : toZero ? target : Math.max(1, target);
    }

    @Override
    public String why() {
        if (from == 0) {
            return "WVA went from 0 to %d: a request waits at the gateway.".formatted(size);
        }
        return "WVA's HPA went from %d to %d: %d is published, since %s."
                .formatted(from, size, published, analyzer.because());
    }
}
