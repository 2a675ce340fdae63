package dev.bailiwick.autoscaler;

import java.util.OptionalDouble;

/**
 * What one replica is taken to carry.
 *
 * @param concurrency requests in flight that a replica carries, 1 to 32: T of design 6
 * @param full requests that a full replica runs at once; absent without metrics
 * @param finishedPerSecond requests that a saturated replica finishes per second: mu of design 6, measured now or within
 *     the last hour (docs/adr/0022); absent when it has not been
 * @param promptTokens learned prompt length, in tokens
 * @param generationTokens learned output length, in tokens
 */
public record Capacity(
        double concurrency,
        OptionalDouble full,
        OptionalDouble finishedPerSecond,
        OptionalDouble promptTokens,
        OptionalDouble generationTokens) {}
