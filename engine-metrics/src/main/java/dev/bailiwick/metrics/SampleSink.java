package dev.bailiwick.metrics;

/** Receives the wanted samples of a page in page order, while the page is being parsed. */
@FunctionalInterface
public interface SampleSink {

    /**
     * One sample. Samples received before the parser met an error must be dropped with the page.
     *
     * @param series the series; the same instance on every page of one parser
     * @param value the value, which may be NaN or infinite
     */
    void sample(Series series, double value);
}
