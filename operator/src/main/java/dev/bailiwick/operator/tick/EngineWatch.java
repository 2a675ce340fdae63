package dev.bailiwick.operator.tick;

import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.metrics.EngineReader;
import dev.bailiwick.workload.rollout.Replica;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is kept of one engine between ticks: its reader, and whether it has been idle. Used by one tick at a time. */
final class EngineWatch {
    private final EngineReader reader;
    private @Nullable Instant idleSince;
    private @Nullable Double inFlight;

    EngineWatch(EngineReader reader) {
        this.reader = reader;
    }

    EngineReader reader() {
        return reader;
    }

    /** Takes in a scrape. A page that fails says nothing: an engine is never idle for lack of news. */
    void saw(Scrape scrape) {
        if (scrape instanceof Scrape.Scraped(var sample, var at)) {
            inFlight = sample.inFlight();
            if (sample.inFlight() > 0) {
                idleSince = null;
            } else if (idleSince == null) {
                idleSince = at;
            }
        } else {
            idleSince = null;
        }
    }

    Optional<Replica.Load> load() {
        return inFlight == null
                ? Optional.empty()
                : Optional.of(new Replica.Load(inFlight, Optional.ofNullable(idleSince)));
    }

    boolean idle() {
        return idleSince != null;
    }
}
