package dev.bailiwick.autoscaler;

import dev.bailiwick.metrics.EngineReading;
import dev.bailiwick.metrics.EngineSample;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What came of scraping one pod. */
public sealed interface Scrape {

    /**
     * A page that can be relied on. Handing over an old page again with its old time is right: its age is judged.
     *
     * @param sample what the page said
     * @param receivedAt when the page had been received, in whole milliseconds
     */
    record Scraped(EngineSample sample, Instant receivedAt) implements Scrape {

        /** Cuts the time to milliseconds, as the journal keeps it. */
        public Scraped {
            receivedAt = receivedAt.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /**
     * No page, or one that cannot be relied on.
     *
     * @param kind the kind of failure
     * @param message what happened, naming the line and column, or the metric and its value, where there is one
     */
    record Failed(Kind kind, String message) implements Scrape {}

    /** How a scrape fails. */
    enum Kind {
        /** The pod is not ready and was not asked. */
        NOT_READY,
        /** No connection, or it broke. */
        UNREACHABLE,
        /** No answer in time. */
        TIMED_OUT,
        /** Another HTTP status than 200. */
        BAD_STATUS,
        /** Not in the Prometheus text format. */
        MALFORMED,
        /** More than 1 MiB. */
        TOO_LARGE,
        /** The page lacks a signal that every engine shows. */
        MISSING_SIGNAL,
        /** A signal is NaN. */
        NOT_A_NUMBER,
        /** A signal is below zero. */
        NEGATIVE,
        /** A signal is beyond what any engine can reach. */
        ABSURD;

        /** Whether a page came and was not believed. */
        boolean refused() {
            return compareTo(MALFORMED) >= 0;
        }
    }

    /** The scrape that a reading of a received page stands for. */
    static Scrape of(EngineReading reading, Instant receivedAt) {
        return switch (reading) {
            case EngineReading.Read read -> new Scraped(read.sample(), receivedAt);
            case EngineReading.Refused refused ->
                new Failed(Kind.valueOf(refused.reason().name()), refused.message());
        };
    }
}
