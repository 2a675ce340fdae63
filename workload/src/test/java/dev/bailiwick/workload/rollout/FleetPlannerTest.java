package dev.bailiwick.workload.rollout;

import static dev.bailiwick.workload.rollout.Replicas.NOW;
import static dev.bailiwick.workload.rollout.Replicas.REVISION;
import static dev.bailiwick.workload.rollout.Replicas.created;
import static dev.bailiwick.workload.rollout.Replicas.draining;
import static dev.bailiwick.workload.rollout.Replicas.idle;
import static dev.bailiwick.workload.rollout.Replicas.ready;
import static dev.bailiwick.workload.rollout.Replicas.set;
import static dev.bailiwick.workload.rollout.Replicas.silent;
import static dev.bailiwick.workload.rollout.Replicas.starting;
import static dev.bailiwick.workload.rollout.Replicas.unready;
import static dev.bailiwick.workload.rollout.Replicas.unscheduled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.workload.rollout.PodAction.Drain;
import dev.bailiwick.workload.rollout.PodAction.Outcome;
import dev.bailiwick.workload.rollout.PodAction.Remove;
import dev.bailiwick.workload.rollout.PodAction.TakeBack;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one pass does with the replicas of one revision: up, down, drains, returns and removals. */
final class FleetPlannerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final FleetPlanner PLANNER = new FleetPlanner(Duration.ofMinutes(10), Duration.ofSeconds(5));

    @Test
    void leavesASettledFleetAlone() {
        assertThat(plan(2, ready("a", 3), ready("b", 0)))
                .isEqualTo(
                        new FleetPlan(java.util.Map.of(REVISION, 2), List.of(), List.of(), java.util.Optional.empty()));
    }

    @Test
    void ordersWhatIsMissing() {
        // When
        var plan = plan(5, ready("a", 3), ready("b", 0));

        // Then
        assertThat(plan.of(REVISION)).isEqualTo(5);
        assertThat(plan.actions()).isEmpty();
    }

    @Test
    void drainsTheReplicaWithTheLeastInFlight() {
        // When
        var plan = plan(2, ready("a", 7), ready("b", 2), ready("c", 5));

        // Then
        assertThat(plan.actions()).containsExactly(new Drain(ready("b", 2)));
        assertThat(plan.of(REVISION)).as("until it has drained").isEqualTo(3);
        assertThat(plan.wakeAfter()).contains(Duration.ofSeconds(5));
    }

    @Test
    void takesASilentEngineForTheBusiest() {
        assertThat(plan(1, silent("a"), ready("b", 100)).actions()).containsExactly(new Drain(ready("b", 100)));
    }

    @Test
    void removesWhatStartsBeforeAnythingDrains() {
        // When
        var plan = plan(2, ready("a", 0), ready("b", 5), starting("c"), unscheduled("d"));

        // Then
        assertThat(plan.actions())
                .containsExactlyInAnyOrder(
                        new Remove(starting("c"), Outcome.NEVER_SERVED, 0, true),
                        new Remove(unscheduled("d"), Outcome.NEVER_SERVED, 0, true));
        assertThat(plan.of(REVISION)).isEqualTo(2);
    }

    @Test
    void drainsAReplicaThatWasReadyOnceLikeAReadyOne() {
        assertThat(plan(1, ready("a", 0), unready("b")).actions()).containsExactly(new Drain(unready("b")));
    }

    @Test
    void prefersTheYoungestAmongEquals() {
        // Given
        var older = created(ready("a", 1), NOW.minus(MINUTE));
        var younger = ready("b", 1);

        // Then
        assertThat(plan(1, older, younger).actions()).containsExactly(new Drain(younger));
    }

    @Test
    void keepsADrainingReplicaThatIsBusy() {
        // When
        var plan = plan(1, ready("a", 3), draining(ready("b", 2), MINUTE));

        // Then
        assertThat(plan.actions()).isEmpty();
        assertThat(plan.of(REVISION)).isEqualTo(2);
        assertThat(plan.wakeAfter()).as("the rest of the deadline").contains(Duration.ofMinutes(9));
    }

    @Test
    void believesInIdlenessOnlyOnceProxiesHaveStoppedSending() {
        // When
        var plan = plan(1, ready("a", 3), draining(idle(ready("b", 0), MINUTE), SECOND));

        // Then
        assertThat(plan.actions()).isEmpty();
        assertThat(plan.wakeAfter()).contains(Duration.ofSeconds(4));
    }

    @Test
    void removesADrainedReplicaByNumberWhereItIsTheOneToGo() {
        // Given
        var drained = draining(idle(ready("b", 0), SECOND), MINUTE);

        // When
        var plan = plan(1, ready("a", 3), drained);

        // Then
        assertThat(plan.actions()).containsExactly(new Remove(drained, Outcome.FINISHED, 0, true));
        assertThat(plan.of(REVISION)).isEqualTo(1);
    }

    /** Of 25 trials with a peer not ready, lowering the number took the peer 12 times (behaviour 1). */
    @Test
    void removesADrainedReplicaByItsUidWhereThePeersWouldGoFirst() {
        var drained = draining(idle(ready("d", 0), SECOND), MINUTE);
        for (var peer : List.of(unready("b"), starting("b"), unscheduled("b"))) {
            // When
            var plan = plan(2, ready("a", 3), peer, drained);

            // Then
            assertThat(plan.actions())
                    .as(peer.phase().name())
                    .containsExactly(new Remove(drained, Outcome.FINISHED, 0, false));
            assertThat(plan.of(REVISION)).isEqualTo(2);
        }
    }

    @Test
    void removesByUidWhereAnotherDrainHasTheSameCost() {
        // Given
        var drained = draining(idle(ready("b", 0), SECOND), MINUTE);
        var busy = draining(ready("c", 4), MINUTE);

        // Then
        assertThat(plan(1, ready("a", 3), drained, busy).actions())
                .containsExactly(new Remove(drained, Outcome.FINISHED, 0, false));
    }

    @Test
    void removesByUidWhereADrainBeginsInTheSamePass() {
        // Given
        var drained = draining(idle(ready("c", 0), SECOND), MINUTE);

        // When
        var plan = plan(1, ready("a", 3), ready("b", 1), drained);

        // Then
        assertThat(plan.actions())
                .containsExactly(new Drain(ready("b", 1)), new Remove(drained, Outcome.FINISHED, 0, false));
        assertThat(plan.of(REVISION)).isEqualTo(2);
    }

    @Test
    void removesTwoDrainedReplicasByNumberTogether() {
        // Given
        var one = draining(idle(ready("b", 0), SECOND), MINUTE);
        var other = draining(idle(ready("c", 0), SECOND), MINUTE);

        // When
        var plan = plan(1, ready("a", 3), one, other);

        // Then
        assertThat(plan.actions())
                .containsExactly(
                        new Remove(one, Outcome.FINISHED, 0, true), new Remove(other, Outcome.FINISHED, 0, true));
        assertThat(plan.of(REVISION)).isEqualTo(1);
    }

    @Test
    void removesAtTheDeadlineAndCountsWhatIsCut() {
        // Given
        var late = draining(ready("b", 3), Duration.ofMinutes(10));

        // Then
        assertThat(plan(1, ready("a", 3), late).actions()).containsExactly(new Remove(late, Outcome.DEADLINE, 3, true));
    }

    @Test
    void takesADrainingReplicaBackBeforeItOrdersOne() {
        // Given
        var draining = draining(ready("b", 2), MINUTE);

        // When
        var plan = plan(3, ready("a", 3), draining);

        // Then
        assertThat(plan.actions()).containsExactly(new TakeBack(draining));
        assertThat(plan.of(REVISION)).isEqualTo(3);
    }

    @Test
    void takesTheBusiestBackAndLetsADrainedOneGo() {
        // Given
        var busy = draining(ready("b", 2), MINUTE);
        var drained = draining(idle(ready("c", 0), SECOND), MINUTE);

        // When
        var plan = plan(2, ready("a", 3), busy, drained);

        // Then
        assertThat(plan.actions()).containsExactly(new TakeBack(busy), new Remove(drained, Outcome.FINISHED, 0, false));
        assertThat(plan.of(REVISION)).isEqualTo(2);
    }

    @Test
    void doesNotTakeBackWhatIsNotReady() {
        // Given
        var gone = draining(unready("b"), MINUTE);

        // When
        var plan = plan(2, ready("a", 3), gone);

        // Then
        assertThat(plan.actions()).isEmpty();
        assertThat(plan.of(REVISION)).isEqualTo(3);
    }

    @Test
    void waitsWhileTheReplicaSetStillRemoves() {
        // Given: the number is lowered already, and the pods that go have not gone
        var lagging = set(2, ready("a", 3), ready("b", 0), ready("c", 0));

        // When
        var plan = PLANNER.plan(lagging, List.of(), 2, NOW);
        var lower = PLANNER.plan(lagging, List.of(), 1, NOW);

        // Then
        assertThat(plan.actions()).isEmpty();
        assertThat(lower.actions())
                .as("to drain one more could be to drain the one that stays")
                .isEmpty();
        assertThat(lower.of(REVISION)).isEqualTo(2);
        assertThat(lower.wakeAfter()).contains(SECOND);
    }

    @Test
    void doesNotDrainForPodsThatAreNotBornYet() {
        // Given: the number says 4, and two pods are not made yet, or are gone already
        var lagging = set(4, ready("a", 3), ready("b", 0));

        // When
        var plan = PLANNER.plan(lagging, List.of(), 2, NOW);

        // Then
        assertThat(plan.actions()).isEmpty();
        assertThat(plan.of(REVISION)).isEqualTo(2);
    }

    @Test
    void countsPodsThatAreNotBornYetAsOrdered() {
        assertThat(PLANNER.plan(set(4, ready("a", 3)), List.of(), 4, NOW).of(REVISION))
                .isEqualTo(4);
    }

    @Test
    void removesByUidWhileThePodsSeenAreFewerThanAskedFor() {
        // Given
        var drained = draining(idle(ready("b", 0), SECOND), MINUTE);
        var lagging = set(3, ready("a", 3), drained);

        // When
        var plan = PLANNER.plan(lagging, List.of(), 2, NOW);

        // Then
        assertThat(plan.actions())
                .as("the third pod would go before the drained one")
                .containsExactly(new Remove(drained, Outcome.FINISHED, 0, false));
        assertThat(plan.of(REVISION)).isEqualTo(2);
    }

    private static FleetPlan plan(int desired, Replica... pods) {
        return PLANNER.plan(set(pods), List.of(), desired, NOW);
    }
}
