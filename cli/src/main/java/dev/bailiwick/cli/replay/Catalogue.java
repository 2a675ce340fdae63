package dev.bailiwick.cli.replay;

import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.lab.replay.Cadence;
import dev.bailiwick.lab.replay.Conditions;
import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.View;
import dev.bailiwick.lab.replay.journal.Operated;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The policies that can be run: ours as shipped, and a size that never changes. */
final class Catalogue {
    private static final int ATTAINMENT_PERCENT = 99;
    private static final Duration SCALE_DOWN_DELAY = Duration.ofMinutes(5);

    private Catalogue() {}

    static List<Entrant> entrants() {
        Setting none = new Setting(new LinkedHashMap<>());
        Setting size = new Setting(new LinkedHashMap<>(Map.of("n", 4.0)));
        return List.of(
                new Entrant(
                        "ours",
                        "autoscaler, rule %d, with the defaults of the API".formatted(Autoscaler.RULE_VERSION),
                        none,
                        List.of(none),
                        List.of("never below one replica, which is the least of the API"),
                        (setting, conditions) -> new Operated(shipped(conditions))),
                new Entrant(
                        "static",
                        "a Deployment with replicas: n",
                        size,
                        List.of(size),
                        List.of(),
                        (setting, conditions) -> new Fixed((int) setting.get("n"))));
    }

    private static Policy shipped(Conditions conditions) {
        return new Policy(
                Policy.Mode.AUTO,
                Math.max(1, conditions.minReplicas()),
                conditions.maxReplicas(),
                null,
                null,
                new Policy.Objectives(
                        conditions.objective().timeToFirstToken(),
                        conditions.objective().timePerOutputToken(),
                        ATTAINMENT_PERCENT),
                SCALE_DOWN_DELAY,
                conditions.profiled().maxSequences());
    }

    private record Fixed(int size) implements Scaler {
        @Override
        public Cadence cadence() {
            return new Cadence(Duration.ofMinutes(1), Duration.ofMinutes(1));
        }

        @Override
        public void observe(View view) {}

        @Override
        public int decide(View view) {
            return size;
        }

        @Override
        public String why() {
            return "the size is fixed at %d".formatted(size);
        }
    }
}
