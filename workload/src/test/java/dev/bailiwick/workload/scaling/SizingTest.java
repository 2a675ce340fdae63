package dev.bailiwick.workload.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.api.v1alpha1.HeldSize;
import dev.bailiwick.workload.Deployments;
import dev.bailiwick.workload.status.ConditionReason;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose size rules. Mode changes never change the size (design 4). */
final class SizingTest {
    private static final String AUTO = auto(2, 9);
    private static final String RECOMMEND =
            "spec: {scaling: {mode: Recommend, minReplicas: 2, maxReplicas: 9, targets: {queuedRequestsPerReplica: 4}}}";
    private static final String FIXED = "spec: {scaling: null}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # replicas | live | decided | size: the first one is the larger of minReplicas and replicas, then decisions rule
            -          | -    | -       | 2
            1          | -    | -       | 2
            5          | -    | -       | 5
            20         | -    | -       | 9
            5          | -    | 3       | 3
            5          | 4    | -       | 4
            5          | 0    | -       | 2
            5          | 4    | 7       | 7
            5          | 4    | 1       | 2
            5          | 4    | 40      | 9
            """)
    void followsDecisionsWithinTheBoundsInAuto(
            @Nullable Integer replicas, @Nullable Integer live, @Nullable Integer decided, int size) {
        // Given
        var deployment = Deployments.with(AUTO, "spec: {replicas: %s}".formatted(replicas));

        // When
        var sizing = Sizing.of(deployment, optional(live), optional(decided));

        // Then
        assertThat(sizing).isEqualTo(new Sizing(size, ConditionReason.Following, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # replicas | live | size
            -          | -    | 1
            3          | -    | 3
            3          | 7    | 3
            0          | 7    | 0
            """)
    void obeysReplicasWhereNobodyElseRules(@Nullable Integer replicas, @Nullable Integer live, int size) {
        // Given
        var fixed = Deployments.with(FIXED, "spec: {replicas: %s}".formatted(replicas));
        var recommended = Deployments.with(RECOMMEND, "spec: {replicas: %s}".formatted(replicas));

        // Then
        assertThat(Sizing.of(fixed, optional(live), OptionalInt.of(5)))
                .isEqualTo(new Sizing(size, ConditionReason.FixedSize, null));
        assertThat(Sizing.of(recommended, optional(live), OptionalInt.of(5)))
                .isEqualTo(new Sizing(size, ConditionReason.Recommending, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Following", "MetricsUnavailable", "NoReadyReplica"})
    void keepsTheSizeWhenAutoEndsWhateverItsMetricsWere(String reason) {
        for (var after : new String[] {FIXED, RECOMMEND}) {
            // Given
            var left = Deployments.with(after, "spec: {replicas: 1}", status(7, reason, null));

            // When
            var sizing = Sizing.of(left, OptionalInt.of(7), OptionalInt.of(3));

            // Then
            assertThat(sizing).isEqualTo(new Sizing(7, ConditionReason.HeldAfterAuto, new HeldSize(7, 1)));
        }
    }

    @Test
    void keepsWhatIsHeldThroughARestartUntilReplicasIsWritten() {
        // Given
        var held = Deployments.with(FIXED, "spec: {replicas: 1}", status(7, "HeldAfterAuto", new HeldSize(7, 1)));
        var written = Deployments.changed(held, "spec: {replicas: 4}");
        var same = Deployments.changed(held, "spec: {replicas: 1}");
        var dropped = Deployments.changed(held, "spec: {replicas: null}");

        // Then
        assertThat(Sizing.of(held, OptionalInt.of(7), OptionalInt.empty()).size())
                .isEqualTo(7);
        assertThat(Sizing.of(same, OptionalInt.of(7), OptionalInt.empty()).size())
                .isEqualTo(7);
        assertThat(Sizing.of(dropped, OptionalInt.of(7), OptionalInt.empty()).size())
                .as("1 is the default, so that dropping the field writes no other value")
                .isEqualTo(7);
        assertThat(Sizing.of(written, OptionalInt.of(7), OptionalInt.empty()))
                .isEqualTo(new Sizing(4, ConditionReason.FixedSize, null));
    }

    @Test
    void doesNotHoldAgainOnceReplicasWasWritten() {
        // Given
        var written = Deployments.with(FIXED, "spec: {replicas: 4}", status(4, "FixedSize", null));
        var back = Deployments.changed(written, "spec: {replicas: 1}");

        // Then
        assertThat(Sizing.of(back, OptionalInt.of(4), OptionalInt.empty()))
                .isEqualTo(new Sizing(1, ConditionReason.FixedSize, null));
    }

    @Test
    void goesOnFromTheHeldSizeWhenAutoReturns() {
        // Given
        var returned = Deployments.with(AUTO, "spec: {replicas: 1}", status(7, "HeldAfterAuto", new HeldSize(7, 1)));

        // Then
        assertThat(Sizing.of(returned, OptionalInt.of(7), OptionalInt.empty()))
                .isEqualTo(new Sizing(7, ConditionReason.Following, null));
    }

    @Test
    void keepsAFixedSizeWhenAutoBegins() {
        // Given
        var begun = Deployments.with(AUTO, "spec: {replicas: 6}", status(6, "FixedSize", null));

        // Then
        assertThat(Sizing.of(begun, OptionalInt.of(6), OptionalInt.empty()))
                .isEqualTo(new Sizing(6, ConditionReason.Following, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # held | min | max | size
            7      | 1   | 5   | 5
            7      | 8   | 9   | 8
            7      | 1   | 9   | 7
            """)
    void movesTheSizeIntoBoundsThatMoved(int held, int min, int max, int size) {
        // Given
        var moved = Deployments.with(auto(min, max), status(held, "Following", null));

        // Then
        assertThat(Sizing.of(moved, OptionalInt.of(held), OptionalInt.empty()).size())
                .isEqualTo(size);
    }

    @Test
    void comesBackFromZeroToTheMinimumInAuto() {
        // Given
        var begun = Deployments.with(AUTO, "spec: {replicas: 0}", status(0, "FixedSize", null));

        // Then
        assertThat(Sizing.of(begun, OptionalInt.of(0), OptionalInt.empty()).size())
                .isEqualTo(2);
    }

    /** A new leader knows what its predecessor wrote; without a status, what exists is the size (design 5). */
    @Test
    void staysWhereItIsAfterARestartOfTheOperator() {
        // Given
        var known = Deployments.with(AUTO, "spec: {replicas: 2}", status(6, "Following", null));
        var unknown = Deployments.with(AUTO, "spec: {replicas: 2}");

        // Then
        assertThat(Sizing.of(known, OptionalInt.of(6), OptionalInt.empty()).size())
                .isEqualTo(6);
        assertThat(Sizing.of(unknown, OptionalInt.of(6), OptionalInt.empty()).size())
                .isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Following", "FixedSize", "Recommending", "HeldByAnnotation"})
    void freezesInEveryMode(String before) {
        for (var mode : new String[] {AUTO, RECOMMEND, FIXED}) {
            // Given
            var frozen = Deployments.with(mode, "spec: {replicas: 3}", hold("true"), status(7, before, null));

            // When
            var sizing = Sizing.of(frozen, OptionalInt.of(7), OptionalInt.of(4));

            // Then
            assertThat(sizing.size()).isEqualTo(7);
            assertThat(sizing.rule()).isEqualTo(ConditionReason.HeldByAnnotation);
        }
    }

    @Test
    void freezesOutsideTheBoundsToo() {
        // Given
        var frozen = Deployments.with(auto(1, 3), hold("true"), status(7, "Following", null));

        // Then
        assertThat(Sizing.of(frozen, OptionalInt.of(7), OptionalInt.empty()).size())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # replicas | size
            -          | 2
            5          | 5
            20         | 9
            """)
    void freezesAtTheFirstSizeWhereThereIsNone(@Nullable Integer replicas, int size) {
        // Given
        var frozen = Deployments.with(AUTO, "spec: {replicas: %s}".formatted(replicas), hold("true"));

        // Then
        assertThat(Sizing.of(frozen, OptionalInt.empty(), OptionalInt.empty()).size())
                .isEqualTo(size);
    }

    @Test
    void remembersAutoThroughAFreeze() {
        // Given
        var frozen = Deployments.with(AUTO, "spec: {replicas: 1}", hold("true"), status(7, "Following", null));
        var held = Sizing.of(frozen, OptionalInt.of(7), OptionalInt.empty()).held();
        var left = Deployments.with(FIXED, "spec: {replicas: 1}", hold("true"), status(7, "HeldByAnnotation", held));
        var thawed = Deployments.with(FIXED, "spec: {replicas: 1}", status(7, "HeldByAnnotation", held));

        // Then
        assertThat(Sizing.of(left, OptionalInt.of(7), OptionalInt.empty()))
                .isEqualTo(new Sizing(7, ConditionReason.HeldByAnnotation, new HeldSize(7, 1)));
        assertThat(Sizing.of(thawed, OptionalInt.of(7), OptionalInt.empty()))
                .isEqualTo(new Sizing(7, ConditionReason.HeldAfterAuto, new HeldSize(7, 1)));
    }

    @Test
    void followsDecisionsAgainOnceThawed() {
        // Given
        var thawed = Deployments.with(AUTO, "spec: {replicas: 1}", status(7, "HeldByAnnotation", new HeldSize(7, 1)));

        // Then
        assertThat(Sizing.of(thawed, OptionalInt.of(7), OptionalInt.empty()))
                .isEqualTo(new Sizing(7, ConditionReason.Following, null));
        assertThat(Sizing.of(thawed, OptionalInt.of(7), OptionalInt.of(4)))
                .isEqualTo(new Sizing(4, ConditionReason.Following, null));
    }

    @Test
    void endsTheHoldAfterAutoWhenToldTo() {
        // Given
        var ended = Deployments.with(
                FIXED, "spec: {replicas: 3}", hold("false"), status(7, "HeldAfterAuto", new HeldSize(7, 3)));

        // Then
        assertThat(Sizing.of(ended, OptionalInt.of(7), OptionalInt.empty()))
                .isEqualTo(new Sizing(3, ConditionReason.FixedSize, null));
    }

    @Test
    void ignoresAnEndOfTheHoldInAuto() {
        // Given
        var following = Deployments.with(AUTO, hold("false"), status(7, "Following", null));

        // Then
        assertThat(Sizing.of(following, OptionalInt.of(7), OptionalInt.of(5)))
                .isEqualTo(new Sizing(5, ConditionReason.Following, null));
    }

    @ParameterizedTest
    @EnumSource(
            value = ConditionReason.class,
            names = {"FixedSize", "Recommending"})
    void holdsNothingWhereAutoNeverWas(ConditionReason before) {
        // Given
        var never = Deployments.with(FIXED, "spec: {replicas: 3}", status(7, before.name(), null));

        // Then
        assertThat(Sizing.of(never, OptionalInt.of(7), OptionalInt.empty()).size())
                .isEqualTo(3);
    }

    private static String auto(int min, int max) {
        return "spec: {scaling: {mode: Auto, minReplicas: %d, maxReplicas: %d, targets: {queuedRequestsPerReplica: 4}}}"
                .formatted(min, max);
    }

    private static String hold(String value) {
        return "metadata: {annotations: {bailiwick.dev/hold: '%s'}}".formatted(value);
    }

    private static String status(int desired, String reason, @Nullable HeldSize held) {
        return "status: {scaling: {desired: %d%s}, conditions: [{type: ScalingActive, reason: %s, status: 'False'}]}"
                .formatted(
                        desired,
                        held == null
                                ? ""
                                : ", held: {size: %d, specReplicas: %d}".formatted(held.size(), held.specReplicas()),
                        reason);
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
