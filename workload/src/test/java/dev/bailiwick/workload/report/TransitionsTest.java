package dev.bailiwick.workload.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.workload.Scene;
import dev.bailiwick.workload.status.EventNote;
import dev.bailiwick.workload.status.EventReason;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The events that a step from one status to the next is worth. */
final class TransitionsTest {
    private static final String CHANGED = "spec: {engine: {image: 'registry.example/engines/vllm-openai:v0.19.0'}}";

    @Test
    void saysNothingWhereNothingTurns() {
        // Given
        var scene = Scene.of().ready(1).written();

        // Then
        assertThat(notes(scene.after(Duration.ofHours(1)))).isEmpty();
    }

    @Test
    void tellsOfTheFirstReadyAndOfItsLoss() {
        // Given
        var scene = Scene.of().starting(1);
        var first = notes(scene);
        scene.written().noPods().ready(1);

        // When
        var ready = notes(scene);
        scene.written().noPods().starting(1);
        var lost = notes(scene);

        // Then
        assertThat(first).as("it has not been Ready before").isEmpty();
        assertThat(ready).containsExactly(EventNote.of(EventReason.BecameReady, "1 of 1 replica serves"));
        assertThat(lost).containsExactly(EventNote.of(EventReason.LostReadiness, "0 of 1 replica serves; 1 must"));
        assertThat(lost.getFirst().warning()).isTrue();
    }

    @Test
    void tellsOfARolloutFromItsStartToItsEnd() {
        // Given
        var scene = Scene.of().ready(1).written();
        var before = scene.revision();

        // When
        scene.edit(CHANGED).noPods().oldReady(1).starting(1);
        var started = notes(scene);
        scene.written().noPods().ready(1);
        scene.written();
        var done = notes(scene.edit("metadata: {labels: {a: b}}"));

        // Then
        assertThat(started)
                .containsExactly(EventNote.of(
                        EventReason.RevisionStarted,
                        "revision %s replaces %s, one replica at a time".formatted(scene.revision(), before)));
        assertThat(done).isEmpty();
    }

    @Test
    void tellsWhenOnlyTheCurrentRevisionIsLeft() {
        // Given
        var rolling = Scene.of()
                .ready(1)
                .written()
                .edit(CHANGED)
                .noPods()
                .oldReady(1)
                .ready(1)
                .written();
        var settled = Scene.of(CHANGED).ready(1);

        // Then
        assertThat(Transitions.between(rolling.deployment().getStatus(), settled.status()))
                .containsExactly(
                        EventNote.of(EventReason.RolledOut, "only revision %s is left".formatted(settled.revision())));
    }

    @Test
    void tellsOfAStallAndOfItsEnd() {
        // Given
        var stalled = Scene.of().ready(1).written().stranger("Service assistant");

        // When
        var began = notes(stalled);
        var ended = Transitions.between(
                stalled.written().deployment().getStatus(), Scene.of().ready(1).status());

        // Then
        assertThat(began).extracting(EventNote::reason, EventNote::warning).containsExactly(pair("Stalled", true));
        assertThat(ended).extracting(EventNote::reason, EventNote::warning).containsExactly(pair("StallEnded", false));
    }

    @Test
    void tellsWhenAReplicaFindsNoNodeAndWhenItDoes() {
        // Given
        var full = Scene.of().ready(1).written().edit("spec: {replicas: 2}");
        full.unschedulable(1).taken("h100", 8);

        // When
        var lost = notes(full);
        full.written().noPods().ready(1).starting(1);
        var found = notes(full);

        // Then
        assertThat(lost)
                .containsExactly(
                        EventNote.of(
                                EventReason.NotPlaced, "1 replica waits: 1 node has H100-80GB-HBM3, all 8 GPUs taken"),
                        EventNote.of(EventReason.SizeChanged, "the size changes from 1 to 2"));
        assertThat(found).containsExactly(EventNote.of(EventReason.PlacedAgain, "every replica has a node"));
    }

    @Test
    void tellsWhenNoNodeCanEverDo() {
        // Given
        var scene = Scene.of().ready(1).written().nodes();

        // Then
        assertThat(notes(scene))
                .containsExactly(EventNote.of(
                        EventReason.AcceleratorUnresolvable,
                        "no node offers nvidia.com/gpu; install the vendor's device plugin, or name another vendor"));
    }

    @Test
    void tellsWhenMetricsAreLostAndFound() {
        // Given
        var scene = Scene.of(Outlooks.AUTO)
                .ready(1)
                .decided(1)
                .outlook(Outlooks.usable(1, "Steady"))
                .written();

        // When
        var lost = notes(scene.outlook(Outlooks.unavailable("no metrics page came from assistant-1")));
        scene.written();
        var found = notes(scene.outlook(Outlooks.usable(1, "Steady")));

        // Then
        assertThat(lost)
                .containsExactly(EventNote.of(EventReason.MetricsLost, "no metrics page came from assistant-1"));
        assertThat(found)
                .containsExactly(EventNote.of(EventReason.MetricsFound, "the size follows what the engines report"));
    }

    @Test
    void givesAChangeOfSizeTheDecisionsOwnReasonAndSentence() {
        // Given
        var scene = Scene.of(Outlooks.AUTO)
                .ready(3)
                .decided(3)
                .outlook(Outlooks.usable(3, "Steady"))
                .written();

        // When
        scene.decided(5).outlook(Outlooks.usable(5, "ScaledUpOnQueue", Outlooks.decision(1, 3, 5)));

        // Then
        assertThat(notes(scene))
                .containsExactly(new EventNote("ScaledUpOnQueue", false, "scaled 3 -> 5: 41 requests wait"));
    }

    @Test
    void tellsOfAWrittenSizeInItsOwnWords() {
        // Given
        var scene = Scene.of("spec: {replicas: 2}").ready(2).written();

        // Then
        assertThat(notes(scene.edit("spec: {replicas: 4}")))
                .containsExactly(EventNote.of(EventReason.SizeChanged, "the size changes from 2 to 4"));
    }

    private static List<EventNote> notes(Scene scene) {
        return Transitions.between(scene.deployment().getStatus(), Objects.requireNonNull(scene.status()));
    }

    private static org.assertj.core.groups.Tuple pair(String reason, boolean warning) {
        return org.assertj.core.groups.Tuple.tuple(reason, warning);
    }
}
