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

/** Ray Serve's default policy: ongoing requests over a target, held for a delay. */
final class RayPolicy implements Scaler {
    private static final Duration LOOP = Duration.ofSeconds(1);

    private final Cadence cadence;
    private final double target;
    private final double upFactor;
    private final double downFactor;
    private final long upDelay;
    private final long downDelay;
    private final long pushMillis;
    private final MovingMean lookBack;
    private final int min;
    private final int max;
    private long nextPush = Long.MIN_VALUE;
    private double ongoing;
    private long counter;
    private int from;
    private int size;

    private RayPolicy(Setting setting, Conditions conditions) {
        Duration sample = Readings.duration(setting, "sample");
        this.cadence = new Cadence(sample, LOOP);
        this.target = setting.get("target");
        this.upFactor = setting.get("upscaling-factor");
        this.downFactor = setting.get("downscaling-factor");
        this.upDelay = millis(setting, "upscale-delay") / LOOP.toMillis();
        this.downDelay = millis(setting, "downscale-delay") / LOOP.toMillis();
        this.pushMillis = millis(setting, "metrics-interval");
        this.lookBack = new MovingMean((int) Math.max(1, millis(setting, "look-back") / sample.toMillis()));
        this.min = conditions.minReplicas();
        this.max = conditions.maxReplicas();
    }

    static Peer peer() {
        String config = "docs.ray.io serve/api/doc/ray.serve.config.AutoscalingConfig";
        return Peer.of(
                "ray",
                "ray-project/ray python/ray/serve/autoscaling_policy.py",
                List.of(
                        new Knob("target", 2, 0.001, "ongoing requests per replica (target_ongoing_requests)", config),
                        Knob.seconds("upscale-delay", 30, 0, "how long more must be wanted", config),
                        Knob.seconds("downscale-delay", 600, 0, "how long less must be wanted", config),
                        new Knob("upscaling-factor", 1, 0.001, "share of the way up that is taken", config),
                        new Knob("downscaling-factor", 1, 0.001, "share of the way down that is taken", config),
                        Knob.seconds("look-back", 30, 0.001, "window of the mean", config),
                        Knob.seconds(
                                "metrics-interval", 10, 0.001, "time between two reports to the controller", config),
                        Knob.seconds("sample", 5, 0.001, "time between two samples", "ours; Ray samples every 0.5 s")),
                defaults -> Grid.from(defaults)
                        .times("target", 16, 32, 48)
                        .times("upscale-delay", 10)
                        .times("downscale-delay", 300)
                        .and(defaults.with("target", 32).with("look-back", 10).with("upscale-delay", 10))
                        .and(defaults.with("target", 32)
                                .with("metrics-interval", 5)
                                .with("sample", 1)
                                .with("upscale-delay", 5))
                        .settings(),
                List.of(
                        "The control loop turns every second instead of every 0.1 s; delays are counted in its turns, as Ray does.",
                        "Ongoing requests are those on the engines' pages and those held at zero; Ray counts them in its handles.",
                        "A mean over the look-back of samples every 5 s stands for Ray's of samples every 0.5 s."),
                RayPolicy::new);
    }

    @Override
    public Cadence cadence() {
        return cadence;
    }

    @Override
    public void observe(View view) {
        lookBack.add(Readings.inFlight(view) + view.held());
        long now = millis(view);
        if (now >= nextPush) {
            nextPush = now + pushMillis;
            ongoing = lookBack.ofSeen();
        }
    }

    @Override
    public int decide(View view) {
        from = view.size();
        int running = view.ready();
        if (running == 0) {
            size = view.held() > 0 ? Math.max((int) Math.ceil(upFactor), from) : from;
            return size;
        }
        size = delayed(Math.clamp(scaled(ongoing / target, running), min, max));
        return size;
    }

    private int scaled(double wanted, int running) {
        double delta = wanted - running;
        int scaled = (int) Math.ceil(running + (delta > 0 ? upFactor : downFactor) * delta);
        boolean stuck = Math.ceil(wanted) < running && scaled == running;
        return stuck ? scaled - 1 : scaled;
    }

    /** Acts on more or less only when it was wanted in enough turns in a row, and reaches zero from one only. */
    private int delayed(int wanted) {
        if (wanted > from) {
            counter = Math.max(0, counter) + 1;
            if (counter > upDelay) {
                counter = 0;
                return wanted;
            }
        } else if (wanted < from) {
            counter = Math.min(0, counter) - 1;
            if (counter < -downDelay) {
                counter = 0;
                return from == 1 ? wanted : Math.max(1, wanted);
            }
        } else {
            counter = 0;
        }
        return from;
    }

    @Override
    public String why() {
        return "Ray went from %d to %d: %s ongoing requests over the look-back against a target of %s per replica."
                .formatted(from, size, shown(ongoing), shown(target));
    }
}
