package dev.bailiwick.lab.replay;

import java.time.Duration;

/**
 * What a request must meet.
 *
 * @param timeToFirstToken longest time from arrival to first token, above zero
 * @param timePerOutputToken longest mean time between two tokens, above zero
 */
public record Objective(Duration timeToFirstToken, Duration timePerOutputToken) {}
