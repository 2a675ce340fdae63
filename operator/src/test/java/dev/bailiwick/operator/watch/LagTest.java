package dev.bailiwick.operator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LagTest {

    private static final Instant START = Instant.parse("2026-11-24T14:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ResourceID ID = new ResourceID("a", "plant");

    private final Lag lag = new Lag();
    private final Map<ResourceID, HasMetadata> copies = new HashMap<>();

    private static Change written(String version) {
        return new Change(ID, "uid-1", version, false);
    }

    private static Change deleted(String version) {
        return new Change(ID, "uid-1", version, true);
    }

    private void copy(String uid, String version) {
        copies.put(
                ID,
                new PodBuilder()
                        .withNewMetadata()
                        .withName("a")
                        .withUid(uid)
                        .withResourceVersion(version)
                        .endMetadata()
                        .build());
    }

    private Optional<ResourceID> after(int seconds, Change... changes) {
        var now = START.plusSeconds(seconds);
        lag.update(List.of(changes), id -> Optional.ofNullable(copies.get(id)), now);
        return lag.longerThan(PATIENCE, now);
    }

    @Test
    void whatIsShownAtOnceIsNeverAwaited() {
        // Given
        copy("uid-1", "100");

        // When, then
        assertThat(after(0, written("99"), written("100"))).isEmpty();
        assertThat(after(60)).isEmpty();
    }

    @Test
    void whatIsNotShownWithinThePatienceIsNamed() {
        // Given
        copy("uid-1", "99");

        // When, then
        assertThat(after(0, written("100"))).isEmpty();
        assertThat(after(20)).isEmpty();
        assertThat(after(21)).contains(ID);
    }

    @Test
    void aWatchThatCatchesUpIsWellAgain() {
        // Given
        assertThat(after(0, written("100"))).isEmpty();
        assertThat(after(21)).contains(ID);

        // When
        copy("uid-1", "101");

        // Then
        assertThat(after(22)).isEmpty();
    }

    @Test
    void furtherChangesDoNotGrantMoreTime() {
        assertThat(after(0, written("100"))).isEmpty();
        assertThat(after(15, written("101"))).isEmpty();
        assertThat(after(21)).contains(ID);
    }

    @Test
    void aDeletionIsShownByTheAbsenceOfThatObject() {
        // Given
        copy("uid-1", "99");
        assertThat(after(0, deleted("100"))).isEmpty();
        assertThat(after(21)).contains(ID);

        // When
        copy("uid-2", "101");

        // Then
        assertThat(after(22)).isEmpty();
    }

    @Test
    void anObjectThatCameAndWentIsNotAwaited() {
        assertThat(after(0, written("100"))).isEmpty();
        assertThat(after(10, deleted("101"))).isEmpty();
        assertThat(after(60)).isEmpty();
    }

    @Test
    void versionsAreComparedAsNumbers() {
        // Given
        copy("uid-1", "1000");

        // When, then
        assertThat(after(0, written("999"))).isEmpty();
        assertThat(after(60)).isEmpty();
    }
}
