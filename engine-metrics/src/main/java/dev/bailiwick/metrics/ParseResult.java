package dev.bailiwick.metrics;

/** What came of parsing one page. */
public sealed interface ParseResult {

    /**
     * The whole page is well formed.
     *
     * @param samples sample lines on the page, wanted or not
     */
    record Parsed(int samples) implements ParseResult {}

    /**
     * The page is not in the Prometheus text format.
     *
     * @param line line of the first error, from 1
     * @param column byte of that line at which the error lies, from 1
     * @param message what was expected and what was found
     */
    record Malformed(int line, int column, String message) implements ParseResult {}

    /**
     * The page is larger than a page may be, and was not looked at.
     *
     * @param limitBytes the most bytes that a page may have
     */
    record TooLarge(int limitBytes) implements ParseResult {}
}
