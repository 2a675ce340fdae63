package dev.bailiwick.metrics;

/**
 * Sum and count of a histogram since the engine started.
 *
 * @param sum sum of what was observed
 * @param count number of observations
 */
public record Distribution(double sum, double count) {}
