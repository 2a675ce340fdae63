package dev.bailiwick.e2e.bench;

import java.time.Duration;

/**
 * How large a fleet is.
 *
 * @param deployments ModelDeployments, all of mode Auto
 * @param pods replicas of all of them, in the mean
 * @param gathering longest time in which the fleet may come to its pods
 */
record FleetSize(int deployments, int pods, Duration gathering) {
    /** What {@code ./bailiwick bench} measures. */
    static final FleetSize USUAL = new FleetSize(20, 100, Duration.ofMinutes(2));

    /** What {@code ./bailiwick bench scale} measures. */
    static final FleetSize SCALE = new FleetSize(200, 1000, Duration.ofMinutes(15));

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
