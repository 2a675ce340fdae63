package dev.bailiwick.lab.replay.peer;

import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.replay.Setting;
import java.util.ArrayList;
import java.util.List;

/** The two analyzers of the workload variant autoscaler as policies. */
final class WvaPeers {
    private static final String PROJECT = "llm-d/llm-d-workload-variant-autoscaler ";
    private static final String VALUES = PROJECT + "charts/workload-variant-autoscaler/values.yaml";
    private static final List<String> DEVIATIONS = List.of(
            "The HPA reads what was published at once, not after a scrape by Prometheus.",
            "Pods that drain or ended leave the queries at once; max_over_time keeps them for up to a minute.",
            "There is one variant: cost decides nothing.",
            "Waking from zero takes up to a second; the loop of its own turns every 0.1 s. With a minimum of 0, no request for the retention period leads to zero.");

    private WvaPeers() {}

    static Peer v1() {
        List<Knob> knobs = new ArrayList<>(List.of(
                new Knob(
                        "kv-threshold",
                        0.8,
                        0.01,
                        "share of the KV cache in use from which a pod is saturated",
                        VALUES),
                new Knob("queue-threshold", 5, 1, "waiting requests from which a pod is saturated", VALUES),
                new Knob("kv-spare", 0.1, 0, "spare share of the KV cache below which one is added", VALUES),
                new Knob("queue-spare", 3, 0, "spare waiting requests below which one is added", VALUES)));
        return peer(
                "wva-v1",
                PROJECT + "internal/saturation/analyzer.go, February 2026",
                knobs,
                List.of(
                        "At ten replicas and more, one more lies within the HPA's tolerance and is never taken, and then nothing is decided again; tolerance 0 mends it."),
                (setting, conditions) -> new WvaPolicy(setting, conditions, new WvaSpare(setting)));
    }

    static Peer v2() {
        String types = PROJECT + "internal/interfaces/saturation_scaling.go";
        List<Knob> knobs = new ArrayList<>(List.of(
                new Knob("kv-threshold", 0.8, 0.01, "share of the KV cache that counts as capacity", VALUES),
                new Knob(
                        "queue-threshold",
                        5,
                        1,
                        "waiting requests from which the tokens in use are the capacity",
                        VALUES),
                new Knob("up-threshold", 0.85, 0.01, "demand over capacity above which replicas are added", types),
                new Knob("down-boundary", 0.7, 0.01, "demand over capacity below which replicas are released", types)));
        return peer(
                "wva-v2",
                PROJECT + "internal/engines/analyzers/saturation_v2, February 2026",
                knobs,
                List.of(
                        "max_num_seqs and max_num_batched_tokens are the profiled engine's, as if the Deployment's arguments stated them.",
                        "The queue of the inference scheduler adds no demand: that version does not read it yet."),
                (setting, conditions) ->
                        new WvaPolicy(setting, conditions, new WvaTokens(setting, conditions.profiled())));
    }

    private static Peer peer(String name, String source, List<Knob> knobs, List<String> own, Entrant.Scalers scalers) {
        knobs.addAll(List.of(
                Knob.seconds(
                        "interval",
                        30,
                        1,
                        "time between two analyses",
                        PROJECT + "internal/engines/saturation/engine.go"),
                Knob.seconds("up-window", 240, 0, "stabilisation window of the HPA on the way up", VALUES),
                Knob.seconds("down-window", 240, 0, "stabilisation window of the HPA on the way down", VALUES),
                new Knob("step-pods", 10, 1, "most pods per period, both ways", VALUES),
                Knob.seconds("step-period", 150, 1, "period of that limit", VALUES),
                new Knob(
                        "tolerance",
                        0.1,
                        0,
                        "the HPA's tolerance, both ways",
                        "kubernetes/kubernetes pkg/controller/podautoscaler/config/v1alpha1/defaults.go"),
                Knob.seconds(
                        "sync",
                        15,
                        1,
                        "time between two rounds of the HPA",
                        "kubernetes/kubernetes pkg/controller/podautoscaler/config/v1alpha1/defaults.go"),
                Knob.seconds(
                        "retention",
                        600,
                        0,
                        "time without requests before zero",
                        PROJECT + "internal/config/scale_to_zero.go"),
                HpaPolicy.scrape()));
        List<String> deviations = new ArrayList<>(own);
        deviations.addAll(DEVIATIONS);
        return Peer.of(name, source, knobs, WvaPeers::grid, deviations, scalers);
    }

    private static List<Setting> grid(Setting defaults) {
        Setting quick = defaults.with("tolerance", 0).with("up-window", 0);
        return Grid.from(defaults)
                .times("tolerance", 0)
                .times("up-window", 0, 60)
                .times("down-window", 120)
                .and(quick.with("down-window", 600))
                .and(quick.with("interval", 15))
                .and(quick.with("kv-threshold", 0.5))
                .and(quick.with("kv-threshold", 0.5).with("interval", 15))
                .and(quick.with("queue-threshold", 10))
                .settings();
    }
}
