package dev.bailiwick.operator.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the watched copies of one resource have yet to show, and since when. */
final class Lag {
    private record Awaited(Change change, Instant since) {}

    private final Map<String, Awaited> awaited = new LinkedHashMap<>();

    /**
     * Takes in what the API server says has happened, in order, and forgets what the copies show.
     *
     * @param copies the watched copy of an object
     */
    void update(List<Change> changes, Function<ResourceID, Optional<HasMetadata>> copies, Instant now) {
        for (var change : changes) {
            var before = awaited.get(change.uid());
            if (before == null) {
                awaited.put(change.uid(), new Awaited(change, now));
            } else if (change.deleted()) {
                awaited.put(change.uid(), new Awaited(change, before.since()));
            }
        }
        awaited.values()
                .removeIf(one -> one.change().shownBy(copies.apply(one.change().id())));
    }

    /** The object that has been awaited for longer than {@code patience}, if there is one. */
    Optional<ResourceID> longerThan(Duration patience, Instant now) {
        return awaited.values().stream()
                .filter(one -> one.since().plus(patience).isBefore(now))
                .map(one -> one.change().id())
                .findFirst();
    }
}
