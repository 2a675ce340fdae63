package dev.bailiwick.autoscaler;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One pod at one tick. Times are in whole milliseconds.
 *
 * @param uid the pod's UID, by which its counters are followed
 * @param name the pod's name, for sentences
 * @param state where the pod is in its life
 * @param orderedAt when the pod was created
 * @param startedAt when its engine container started, or null before
 * @param readySince since when it is ready, or null while it is not
 * @param scrape what came of scraping it
 */
public record PodReading(
        String uid,
        String name,
        State state,
        Instant orderedAt,
        @Nullable Instant startedAt,
        @Nullable Instant readySince,
        Scrape scrape) {

    /** Where a pod is in its life. */
    public enum State {
        /** Ordered, not ready yet. */
        PENDING,
        /** Takes requests. */
        READY,
        /** Out of the Service, still finishing. */
        DRAINING
    }

    /** Cuts times to milliseconds, as the journal keeps them. */
    public PodReading {
        orderedAt = orderedAt.truncatedTo(ChronoUnit.MILLIS);
        startedAt = startedAt == null ? null : startedAt.truncatedTo(ChronoUnit.MILLIS);
        readySince = readySince == null ? null : readySince.truncatedTo(ChronoUnit.MILLIS);
    }

    boolean ready() {
        return state == State.READY;
    }
}
