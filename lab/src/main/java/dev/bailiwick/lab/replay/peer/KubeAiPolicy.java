package dev.bailiwick.lab.replay.peer;

import static dev.bailiwick.lab.replay.peer.Readings.millis;
import static dev.bailiwick.lab.replay.peer.Readings.shown;

import dev.bailiwick.lab.replay.Cadence;
import dev.bailiwick.lab.replay.Conditions;
import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.View;
import java.time.Duration;
import java.util.List;

/** KubeAI: a long mean of the requests in its proxy. */
final class KubeAiPolicy implements Scaler {
    private static final Duration WAKE_WITHIN = Duration.ofSeconds(1);

    private final Cadence cadence;
    private final double target;
    private final long intervalMillis;
    private final int lowerAnswers;
    private final boolean fixed;
    private final MovingMean window;
    private final int min;
    private final int max;
    private long nextRound = Long.MIN_VALUE;
    private int lower;
    private double mean;
    private int from;
    private int size;

    private KubeAiPolicy(Setting setting, Conditions conditions) {
        Duration interval = Readings.duration(setting, "interval");
        this.min = conditions.minReplicas();
        this.max = conditions.maxReplicas();
        this.cadence = new Cadence(interval, min > 0 ? interval : WAKE_WITHIN);
        this.target = setting.get("target");
        this.intervalMillis = interval.toMillis();
        this.lowerAnswers = (int) Math.ceil((double) millis(setting, "down-delay") / intervalMillis);
        this.fixed = Readings.on(setting, "fixed");
        this.window = new MovingMean((int) Math.ceil((double) millis(setting, "window") / intervalMillis));
    }

    static Peer peer() {
        String types = "substratusai/kubeai api/k8s/v1/model_types.go";
        String system = "substratusai/kubeai internal/config/system.go";
        return Peer.of(
                "kubeai",
                "substratusai/kubeai internal/modelautoscaler/autoscaler.go and internal/modelclient/scale.go",
                List.of(
                        new Knob("target", 100, 1, "requests in flight per pod (targetRequests)", types),
                        Knob.seconds("down-delay", 30, 0, "how long answers must be lower before a release", types),
                        Knob.seconds("interval", 10, 0.001, "time between two rounds", system),
                        Knob.seconds("window", 600, 0.001, "window of the mean", system),
                        Knob.off(
                                "fixed",
                                "averages over what was seen instead of over zeros that never were, in the first window after a start",
                                "as the code is, on its first start")),
                defaults -> Grid.from(defaults)
                        .times("target", 16, 32, 64)
                        .times("window", 60, 180)
                        .and(defaults.with("fixed", 1))
                        .and(defaults.with("target", 32).with("fixed", 1))
                        .and(defaults.with("target", 32).with("window", 180).with("down-delay", 300))
                        .and(defaults.with("target", 32).with("window", 60).with("interval", 5))
                        .and(defaults.with("target", 32).with("window", 60).with("down-delay", 600))
                        .settings(),
                List.of(
                        "Requests in flight are read from the engines' pages, with those held at zero; KubeAI counts them in its own proxy, so its number is never stale.",
                        "A request wakes a pod within a second, not at once.",
                        "Its proxy balances by least load or prefix hash; here the cell's router does."),
                KubeAiPolicy::new);
    }

    @Override
    public Cadence cadence() {
        return cadence;
    }

    @Override
    public int decide(View view) {
        long now = millis(view);
        from = view.size();
        size = from == 0 && view.held() > 0 ? 1 : from;
        if (now < nextRound) {
            return size;
        }
        nextRound = now + intervalMillis;
        window.add(Readings.inFlight(view) + view.held());
        mean = fixed ? window.ofSeen() : window.ofAll();
        int wanted = Math.clamp((long) Math.ceil(mean / target), min, max);
        if (size > wanted) {
            if (lower < lowerAnswers) {
                lower++;
                return size;
            }
        } else {
            lower = 0;
        }
        size = wanted;
        return size;
    }

    @Override
    public String why() {
        return from == 0
                ? "KubeAI went from 0 to %d: a request came.".formatted(size)
                : "KubeAI went from %d to %d: %s requests in flight on average over the window against a target of %s per pod."
                        .formatted(from, size, shown(mean), shown(target));
    }
}
