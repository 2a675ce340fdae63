package dev.bailiwick.lab.replay.peer;

import dev.bailiwick.lab.replay.Cadence;
import dev.bailiwick.lab.replay.Conditions;
import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.View;
import java.time.Duration;
import java.util.List;

/** A size that never changes. */
final class StaticPolicy implements Scaler {
    private static final Cadence CADENCE = new Cadence(Duration.ofMinutes(1), Duration.ofMinutes(1));

    private final int size;

    private StaticPolicy(Setting setting, Conditions conditions) {
        this.size = Math.clamp(Math.round(setting.get("n")), conditions.minReplicas(), conditions.maxReplicas());
    }

    static Peer peer() {
        return Peer.of(
                "static",
                "a Deployment with replicas: n",
                List.of(new Knob("n", 4, 0, "replicas", "ours: there is no default worth the name")),
                defaults -> Grid.from(defaults)
                        .times("n", 1, 2, 3, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64)
                        .settings(),
                List.of(),
                StaticPolicy::new);
    }

    @Override
    public Cadence cadence() {
        return CADENCE;
    }

    @Override
    public int decide(View view) {
        return size;
    }

    @Override
    public String why() {
        return "The size is fixed at %d.".formatted(size);
    }
}
