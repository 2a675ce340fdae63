package dev.bailiwick.metrics;

/**
 * What identifies one line of a page. A parser hands out the same instance for a line that stands where it stood.
 *
 * @param name metric name as written, suffix included, such as {@code vllm:iteration_tokens_total_sum}
 * @param labels the labels
 */
public record Series(String name, Labels labels) {}
