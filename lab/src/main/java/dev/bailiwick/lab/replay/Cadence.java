package dev.bailiwick.lab.replay;

import java.time.Duration;

/**
 * The rhythm of a policy.
 *
 * @param scrape time between two scrapes of a pod, above zero
 * @param decision time between two decisions, above zero
 */
public record Cadence(Duration scrape, Duration decision) {

    public Cadence {
        if (!scrape.isPositive() || !decision.isPositive()) {
            throw new IllegalArgumentException("a cadence of " + scrape + " and " + decision + " never ticks");
        }
    }
}
