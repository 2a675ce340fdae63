package dev.bailiwick.workload.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How one revision replaces another, step by step: one new pod at a time, and never fewer serving than wanted. */
final class RolloutTest {

    @Test
    void replacesThreeReplicasOneByOne() {
        // Given
        var fleet = new SimulatedFleet().with("a", 3);

        // When
        var seen = rollOut(fleet, "b", 3);

        // Then
        assertThat(seen)
                .containsExactly(
                        "a 3 serving, b 1 starting",
                        "a 2 serving 1 draining, b 1 serving 1 starting",
                        "a 2 serving, b 1 serving 1 starting",
                        "a 1 serving 1 draining, b 2 serving 1 starting",
                        "a 1 serving, b 2 serving 1 starting",
                        "a 1 draining, b 3 serving",
                        "a, b 3 serving");
    }

    @Test
    void replacesASingleReplicaWithoutAGap() {
        // Given
        var fleet = new SimulatedFleet().with("a", 1);

        // When
        var seen = rollOut(fleet, "b", 1);

        // Then
        assertThat(seen).containsExactly("a 1 serving, b 1 starting", "a 1 draining, b 1 serving", "a, b 1 serving");
    }

    @Test
    void leavesTheOldServingWhileTheNewNeverStarts() {
        // Given
        var fleet = new SimulatedFleet().with("a", 3);
        fleet.pass("b", 3);

        // When
        for (var i = 0; i < 20; i++) {
            fleet.now = fleet.now.plusSeconds(600);
            fleet.pass("b", 3);
        }

        // Then
        assertThat(fleet.shown()).isEqualTo("a 3 serving, b 1 starting");
    }

    @Test
    void growsTheOldUntilTheNewHasAReadyPod() {
        // Given
        var fleet = new SimulatedFleet().with("a", 2);
        fleet.pass("b", 2);

        // When
        fleet.pass("b", 5);

        // Then
        assertThat(fleet.shown()).isEqualTo("a 2 serving 3 starting, b 1 starting");
    }

    @Test
    void growsTheNewOnceItHasAReadyPod() {
        // Given
        var fleet = new SimulatedFleet().with("a", 2);
        fleet.pass("b", 2);
        fleet.step().step();

        // When
        fleet.pass("b", 5);

        // Then
        assertThat(fleet.shown()).isEqualTo("a 2 serving, b 1 serving 2 starting");
    }

    @Test
    void shrinksByWhatStartsBeforeWhatServes() {
        // Given
        var fleet = new SimulatedFleet().with("a", 3);
        fleet.pass("b", 3);
        fleet.step().step();
        fleet.pass("b", 3);

        // When
        fleet.pass("b", 1);

        // Then
        assertThat(fleet.shown()).isEqualTo("a 3 draining, b 1 serving");
    }

    @Test
    void drainsEverythingForSizeZero() {
        // Given
        var fleet = new SimulatedFleet().with("a", 2);
        fleet.pass("b", 2);

        // When
        fleet.pass("b", 0);
        var draining = fleet.shown();
        fleet.finish().pass("b", 0);

        // Then
        assertThat(draining).isEqualTo("a 2 draining, b");
        assertThat(fleet.shown()).isEqualTo("a, b");
    }

    @Test
    void goesBackToTheRevisionThatIsStillThere() {
        // Given
        var fleet = new SimulatedFleet().with("a", 3);
        fleet.pass("b", 3);
        fleet.step().step();
        fleet.pass("b", 3);
        var before = fleet.shown();

        // When
        var seen = rollOut(fleet, "a", 3);

        // Then
        assertThat(before).isEqualTo("a 2 serving 1 draining, b 1 serving 1 starting");
        assertThat(seen.getFirst())
                .as("the draining pod is taken back, and nothing of b starts any more")
                .isEqualTo("a 3 serving, b 1 serving");
        assertThat(seen.getLast()).isEqualTo("a 3 serving, b");
    }

    @Test
    void keepsWhateverServesWhenAThirdRevisionComesInBetween() {
        // Given
        var fleet = new SimulatedFleet().with("a", 3);
        fleet.pass("b", 3);
        fleet.step().step();
        fleet.pass("b", 3);
        fleet.finish().pass("b", 3);
        var before = fleet.shown();

        // When
        var seen = rollOut(fleet, "c", 3);

        // Then
        assertThat(before).isEqualTo("a 2 serving, b 1 serving 1 starting");
        assertThat(seen.getFirst()).isEqualTo("a 2 serving, b 1 serving, c 1 starting");
        assertThat(seen.getLast()).isEqualTo("a, b, c 3 serving");
    }

    @Test
    void startsAllAtOnceWhereNothingServes() {
        // Given
        var fleet = new SimulatedFleet();

        // When
        fleet.pass("a", 4);

        // Then
        assertThat(fleet.shown()).isEqualTo("a 4 starting");
    }

    @Test
    void keepsThreeEmptyRevisionsForARollback() {
        // Given
        var fleet = new SimulatedFleet()
                .with("a", 0)
                .with("b", 0)
                .with("c", 0)
                .with("d", 0)
                .with("e", 0)
                .with("f", 1);

        // When
        var plan = fleet.pass("f", 1);

        // Then
        assertThat(plan.retired()).containsExactly("b", "a");
        assertThat(fleet.sets.keySet()).containsExactly("c", "d", "e", "f");
    }

    /** What is seen after each change until nothing changes any more; pods start and finish in turn. */
    private static List<String> rollOut(SimulatedFleet fleet, String revision, int desired) {
        var seen = new ArrayList<String>();
        var quiet = 0;
        while (quiet < 3) {
            fleet.pass(revision, desired);
            assertThat(fleet.serving()).as(fleet.shown()).isGreaterThanOrEqualTo(desired);
            if (seen.isEmpty() || !seen.getLast().equals(fleet.shown())) {
                seen.add(fleet.shown());
                quiet = 0;
            } else {
                quiet++;
            }
            if (fleet.pods.stream().anyMatch(pod -> pod.drainStarted.isPresent())) {
                fleet.finish();
            } else {
                fleet.step().step();
            }
        }
        return seen;
    }
}
