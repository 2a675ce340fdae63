package dev.bailiwick.workload.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.api.v1alpha1.Summary;
import dev.bailiwick.autoscaler.Reason;
import dev.bailiwick.workload.Scene;
import dev.bailiwick.workload.status.ConditionReason;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The line of {@code kubectl get mdep}. */
final class SummaryLineTest {

    @Test
    void tellsStateAndReasonInOneLine() {
        // Given
        var scene =
                Scene.of(Outlooks.AUTO).ready(2).starting(1).decided(3).outlook(Outlooks.usable(3, "ScaledUpOnQueue"));

        // Then
        assertThat(scene.status().summary())
                .isEqualTo(new Summary(
                        "2/3", "mistral-small@3b1f3b1", "1x H100-80GB-HBM3", "12", "1.8k", "ScaledUpOnQueue"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            {}                                                                         | mistral-small@3b1f3b1 | 1x H100-80GB-HBM3
            spec: {accelerator: null}                                                  | mistral-small@3b1f3b1 | CPU
            spec: {accelerator: {count: 8, select: null}}                              | mistral-small@3b1f3b1 | 8x nvidia
            spec: {accelerator: {vendor: amd, select: {products: [AMD_Instinct_MI300X_OAM]}}} | mistral-small@3b1f3b1 | 1x MI300X_OAM
            spec: {accelerator: {select: {products: [NVIDIA-L40S, H100]}}}             | mistral-small@3b1f3b1 | 1x L40S
            spec: {model: {image: null, claim: {name: files}}}                         | pvc/files             | 1x H100-80GB-HBM3
            spec: {model: {image: 'registry.example/qwen3-vl-235b-a22b-instruct@sha256:%s'}} | qwen3-vl-235b-a22b-in~@0000000 | 1x H100-80GB-HBM3
            spec: {accelerator: {select: {products: [RTX-PRO-6000-Blackwell-Server-Edition]}}} | mistral-small@3b1f3b1 | 1x RTX-PRO-6000-Blackwe~
            spec: {model: null, engine: {type: NIM}}                                   | ''                    | 1x H100-80GB-HBM3
            spec: {model: {image: null, name: llama}, engine: {type: NIM}}             | llama                 | 1x H100-80GB-HBM3
            spec: {model: {image: null, claim: {name: a-claim-of-forty-characters-in-its-name}}} | pvc/a-claim-of-forty-characte~ | 1x H100-80GB-HBM3
            """)
    void namesModelAndAccelerator(String fragment, @Nullable String model, String accelerator) {
        // When
        var summary = summary(Scene.of(fragment.replace("%s", "0".repeat(64))));

        // Then
        assertThat(summary.model()).isEqualTo(model);
        assertThat(summary.accelerator()).isEqualTo(accelerator);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            0, 0
            0.25, 0.25
            7, 7
            12, 12
            99, 99
            120, 120
            990, 990
            1000, 1k
            1800, 1.8k
            18000, 18k
            180000, 180k
            1000000, 1M
            1200000, 1.2M
            -, -
            """)
    void shortensNumbers(@Nullable String signal, @Nullable String shown) {
        // When
        var summary = summary(Scene.of(Outlooks.AUTO).ready(1).outlook(Outlooks.showing(signal, signal)));

        // Then
        assertThat(summary.queue()).isEqualTo(shown);
        assertThat(summary.tokensPerSecond()).isEqualTo(shown);
    }

    @Test
    void namesTheFirstThingThatBlocks() {
        reason(Scene.of().stranger("Service assistant").unschedulable(1), "NameConflict");
        reason(Scene.of("spec: {accelerator: {select: {products: [B200]}}}").unschedulable(1), "NoNodeMatches");
        reason(Scene.of().taken("h100", 8).unschedulable(1), "NoFreeAccelerator");
        reason(Scene.of().starting(1), "Starting");
        reason(Scene.of().ready(1).oldReady(1), "RollingOut");
        reason(Scene.of(Outlooks.AUTO).ready(1).outlook(Outlooks.unavailable("no page came")), "MetricsUnavailable");
        reason(Scene.of("metadata: {annotations: {bailiwick.dev/hold: 'true'}}").ready(1), "HeldByAnnotation");
        reason(Scene.of().ready(1).outlook(Outlooks.usable(1, "Steady")), "Serving");
        reason(Scene.of(Outlooks.AUTO).ready(1).outlook(Outlooks.usable(1, "Steady")), "Steady");
        reason(Scene.of("spec: {replicas: 0}").asking(0), "ScaledToZero");
    }

    /** Columns of kubectl are as wide as their widest value, and three blanks apart. */
    @ParameterizedTest
    @ValueSource(ints = {1, 24, 40})
    void fitsIntoAHundredAndFortyColumns(int name) {
        // Given
        var summary = summary(Scene.of(
                        "metadata: {name: %s}".formatted("a".repeat(name)),
                        "spec: {model: {image: null, claim: {name: %s}}, replicas: 100}".formatted("c".repeat(63)),
                        "spec: {accelerator: {count: 64, select: {products: [%s]}}}".formatted("P".repeat(63)))
                .ready(1)
                .outlook(Outlooks.showing("180000", "180000")));
        var reason = Stream.concat(Arrays.stream(ConditionReason.values()), Arrays.stream(Reason.values()))
                .mapToInt(r -> r.name().length())
                .max()
                .orElse(0);
        var widths = Stream.of(
                name,
                "100/100".length(),
                length(summary.model()),
                length(summary.accelerator()),
                "QUEUE".length(),
                "TOKENS/S".length(),
                Math.max(reason, "REASON".length()),
                "27d5h".length());

        // Then
        assertThat(widths.mapToInt(width -> width + 3).sum() - 3).isLessThanOrEqualTo(140);
    }

    private static Summary summary(Scene scene) {
        return Objects.requireNonNull(scene.status().summary());
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private static void reason(Scene scene, String reason) {
        assertThat(summary(scene.after(Duration.ofSeconds(1))).reason()).isEqualTo(reason);
    }
}
