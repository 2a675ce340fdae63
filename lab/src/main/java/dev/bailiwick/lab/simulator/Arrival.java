package dev.bailiwick.lab.simulator;

/**
 * One line of a trace.
 *
 * @param atSeconds seconds from the start of the trace
 * @param promptTokens tokens of the prompt, at least 1
 * @param outputTokens tokens of the answer, at least 1
 */
public record Arrival(double atSeconds, int promptTokens, int outputTokens) implements TraceReader.Item {}
