package dev.bailiwick.workload.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.api.v1alpha1.ScalingStatus;
import dev.bailiwick.workload.Scene;
import dev.bailiwick.workload.status.ConditionType;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What status says of scaling, and what it keeps of what it said before. */
final class ScalingReportTest {

    @Test
    void saysWhatIsHeldAndWhatIsRecommended() {
        // When
        var scaling = scaling(Scene.of(Outlooks.AUTO)
                .ready(3)
                .decided(3)
                .outlook(Outlooks.usable(3, "Steady", Outlooks.decision(1, 2, 3))));

        // Then
        assertThat(scaling.desired()).isEqualTo(3);
        assertThat(scaling.recommended()).isEqualTo(3);
        assertThat(scaling.reason()).isEqualTo("Steady");
        assertThat(scaling.message()).isEqualTo("as a person would say it");
        assertThat(scaling.recent()).containsExactly(Outlooks.decision(1, 2, 3));
        assertThat(scaling.lastScaleTime()).isNull();
    }

    @Test
    void keepsTheLastFiveDecisionsThroughARestart() {
        // Given
        var all = Outlooks.decisions(7);
        var scene = Scene.of(Outlooks.AUTO)
                .ready(1)
                .decided(1)
                .outlook(Outlooks.usable(1, "Steady", all[2], all[3], all[4], all[5], all[6]))
                .written();

        // When
        var after = scaling(scene.outlook(Outlooks.usable(1, "Steady", all[0], all[1])));

        // Then
        assertThat(after.recent()).containsExactly(all[0], all[1], all[2], all[3], all[4]);
    }

    @Test
    void notesWhenTheSizeChanged() {
        // Given
        var scene = Scene.of("spec: {replicas: 1}").ready(1).written();

        // When
        scene.after(Duration.ofMinutes(1)).edit("spec: {replicas: 2}").written();
        var later = scaling(scene.after(Duration.ofMinutes(1)));

        // Then
        assertThat(later.lastScaleTime())
                .isEqualTo(Scene.START.plus(Duration.ofMinutes(1)).toString());
        assertThat(later.desired()).isEqualTo(2);
    }

    @Test
    void recommendsNothingWithoutAScalingBlock() {
        // When
        var scaling = scaling(Scene.of().ready(1).outlook(Outlooks.usable(1, "Steady")));

        // Then
        assertThat(scaling.recommended()).isNull();
        assertThat(scaling.reason()).isNull();
        assertThat(scaling.recent()).isNull();
        assertThat(Objects.requireNonNull(scaling.signals()).waiting()).isEqualTo("12");
    }

    @Test
    void saysWhatIsHeldAfterAuto() {
        // Given
        var scene = Scene.of(Outlooks.AUTO).ready(7).decided(7).outlook(Outlooks.usable(7, "Steady"));
        scene.written();

        // When
        var status = scene.edit("spec: {scaling: null}").status();

        // Then
        assertThat(ProgressTest.condition(status, ConditionType.ScalingActive).getMessage())
                .isEqualTo(
                        "the size of mode Auto, 7, is held; write spec.replicas with another value than 1, or set annotation bailiwick.dev/hold to \"false\"");
        assertThat(Objects.requireNonNull(status.scaling()).held()).hasToString("HeldSize[size=7, specReplicas=1]");
    }

    private static ScalingStatus scaling(Scene scene) {
        return Objects.requireNonNull(scene.status().scaling());
    }
}
