package dev.bailiwick.autoscaler;

import java.util.OptionalDouble;

/**
 * What the ready replicas showed in sum; absent when it is not known, never zero for that.
 *
 * @param running requests in batches
 * @param waiting requests in queues
 * @param tokensPerSecond prompt and generated tokens served per second without cached prompt tokens, mean of 30 s
 * @param kvCacheUsage mean share of the KV cache in use, 0 to 1
 * @param arrivalsPerSecond requests arriving per second, estimated over 60 s
 */
public record Signals(
        OptionalDouble running,
        OptionalDouble waiting,
        OptionalDouble tokensPerSecond,
        OptionalDouble kvCacheUsage,
        OptionalDouble arrivalsPerSecond) {}
