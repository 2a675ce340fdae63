package dev.bailiwick.lab.simulator;

/**
 * What an engine's page shows of its present: set at the end of a step, so that it lags behind by up to a step.
 *
 * @param running requests in the batch
 * @param waiting requests queued, without those that arrived during the step
 * @param kvUsage share of the KV cache in use, 0 to 1
 */
public record Gauges(int running, int waiting, double kvUsage) {}
