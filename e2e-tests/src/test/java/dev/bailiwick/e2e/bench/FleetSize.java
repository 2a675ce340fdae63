package dev.bailiwick.e2e.bench;

import java.time.Duration;

/**
 * How large a fleet is.
 *
 * @param deployments ModelDeployments, all of mode Auto
 * @param pods replicas of all of them, in the mean
 * @param gathering longest time in which the fleet may come to its pods
 * @param turn how long a deployment is asked for much, and then for little; one control plane has to make the pods of all
 * @param turns of each deployment while it is measured
 */
record FleetSize(int deployments, int pods, Duration gathering, Duration turn, int turns) {
    /** What {@code ./bailiwick bench} measures. */
    static final FleetSize USUAL = new FleetSize(20, 100, Duration.ofMinutes(2), Duration.ofSeconds(45), 4);

    /** What {@code ./bailiwick bench scale} measures. */
    static final FleetSize SCALE = new FleetSize(200, 1000, Duration.ofMinutes(15), Duration.ofMinutes(3), 2);

    static FleetSize of(String name) {
        return switch (name) {
            case "usual" -> USUAL;
            case "scale" -> SCALE;
            default -> throw new IllegalArgumentException("there is no fleet \"" + name + "\"; write usual or scale");
        };
    }

    /** Replicas of a deployment in the mean. */
    double mean() {
        return (double) pods / deployments;
    }
}
