package dev.bailiwick.placement;

import static dev.bailiwick.placement.Clusters.A100;
import static dev.bailiwick.placement.Clusters.H100;
import static dev.bailiwick.placement.Clusters.L40S;
import static dev.bailiwick.placement.Clusters.MI300X;
import static dev.bailiwick.placement.Clusters.SLICED;
import static dev.bailiwick.placement.Clusters.UNLABELLED;
import static dev.bailiwick.placement.Clusters.free;
import static dev.bailiwick.placement.Clusters.named;
import static dev.bailiwick.placement.Clusters.nvidia;
import static dev.bailiwick.placement.Clusters.plan;
import static dev.bailiwick.placement.Clusters.with;
import static dev.bailiwick.placement.Clusters.withMemory;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.placement.LabelRequirement.Operator;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinningTest {
    private static final LabelRequirement NOT_SHARED =
            new LabelRequirement("nvidia.com/gpu.sharing-strategy", Operator.NOT_IN, List.of("mps", "time-slicing"));

    @Test
    void requestsTheResourceOfTheVendorAndToleratesItsTaint() {
        // Given
        AcceleratorRequest request = nvidia(2);
        // When
        Pinning pinning = plan(request, free(H100)).pinning();
        // Then
        assertThat(pinning).isEqualTo(new Pinning("nvidia.com/gpu", 2, List.of(NOT_SHARED), List.of("nvidia.com/gpu")));
    }

    @ParameterizedTest
    @CsvSource({"NVIDIA, nvidia.com/gpu", "AMD, amd.com/gpu", "INTEL, gpu.intel.com/xe"})
    void knowsTheResourceOfEachVendor(Vendor vendor, String resource) {
        // Given
        AcceleratorRequest request = new AcceleratorRequest(vendor, 1, List.of(), OptionalLong.empty(), false);
        // When
        Pinning pinning = plan(request, free(H100)).pinning();
        // Then
        assertThat(pinning).isEqualTo(new Pinning(resource, 1, List.of(), List.of(resource)));
    }

    @Test
    void namesTheObservedLabelValuesThatMatchAndTheCanonicalSpelling() {
        // Given
        NodeView other = nvidia("other", "H100-80GB-HBM3", 81559, 8, "none");
        // When
        Pinning pinning =
                plan(nvidia(1, "H100", "l40s"), free(L40S, other, A100, H100)).pinning();
        // Then
        assertThat(pinning.nodeAffinity())
                .containsExactly(
                        new LabelRequirement(
                                "nvidia.com/gpu.product",
                                Operator.IN,
                                List.of(
                                        "H100-80GB-HBM3",
                                        "NVIDIA-H100",
                                        "NVIDIA-H100-80GB-HBM3",
                                        "NVIDIA-L40S",
                                        "NVIDIA-l40s")),
                        NOT_SHARED);
    }

    @Test
    void namesTheCanonicalSpellingAloneWhenNothingMatches() {
        // Given
        AcceleratorRequest request = nvidia(1, "B200 180GB");
        // When
        Pinning pinning = plan(request, free(H100, UNLABELLED)).pinning();
        // Then
        assertThat(pinning.nodeAffinity().getFirst())
                .isEqualTo(new LabelRequirement("nvidia.com/gpu.product", Operator.IN, List.of("NVIDIA-B200-180GB")));
    }

    @ParameterizedTest
    @CsvSource({"80, 76293", "24, 22888", "1, 953"})
    void asksForNvidiaMemoryInMebibytes(long gigabytes, String above) {
        // Given
        AcceleratorRequest request = withMemory(Vendor.NVIDIA, gigabytes);
        // When
        Pinning pinning = plan(request, free(H100)).pinning();
        // Then
        assertThat(pinning.nodeAffinity())
                .containsExactly(
                        new LabelRequirement("nvidia.com/gpu.memory", Operator.GT, List.of(above)), NOT_SHARED);
    }

    @Test
    void namesTheObservedAmdMemoriesThatSuffice() {
        // Given
        NodeView mi325x = named("mi325x", with(MI300X, "amd.com/gpu.vram", "256G"));
        NodeView mi210 = named("mi210", with(MI300X, "amd.com/gpu.vram", "64G"));
        NodeView broken = named("broken", with(MI300X, "amd.com/gpu.vram", "lots"));
        // When
        Pinning pinning = plan(withMemory(Vendor.AMD, 100), free(mi325x, mi210, broken, MI300X))
                .pinning();
        // Then
        assertThat(pinning.nodeAffinity())
                .containsExactly(
                        new LabelRequirement("amd.com/gpu.vram", Operator.IN, List.of("100G", "192G", "256G")));
    }

    @Test
    void letsNoIntelNodeSatisfyAMemoryThatNoLabelProves() {
        // Given
        AcceleratorRequest request = withMemory(Vendor.INTEL, 48);
        // When
        Pinning pinning = plan(request, free()).pinning();
        // Then
        assertThat(pinning.nodeAffinity())
                .containsExactly(
                        new LabelRequirement("gpu.intel.com/product", Operator.EXISTS, List.of()),
                        new LabelRequirement("gpu.intel.com/product", Operator.DOES_NOT_EXIST, List.of()));
    }

    @Test
    void refusesObservedReplicaCountsAndSharedSuffixesWhenExclusive() {
        // Given
        NodeView replicated = with(named("replicated", L40S), "nvidia.com/gpu.replicas", "4");
        NodeView single = with(H100, "nvidia.com/gpu.replicas", "1");
        // When
        Pinning pinning = plan(nvidia(1), free(replicated, single, SLICED)).pinning();
        // Then
        assertThat(pinning.nodeAffinity())
                .containsExactly(
                        NOT_SHARED,
                        new LabelRequirement("nvidia.com/gpu.replicas", Operator.NOT_IN, List.of("4")),
                        new LabelRequirement(
                                "nvidia.com/gpu.product", Operator.NOT_IN, List.of("NVIDIA-H100-80GB-HBM3-SHARED")));
    }

    @Test
    void isTheSameForTheSameNodesInAnyOrder() {
        // Given
        AcceleratorRequest request = nvidia(2, "H100", "A100");
        // When
        Plan forwards = plan(request, free(H100, A100, L40S, SLICED, UNLABELLED));
        Plan backwards = plan(request, free(UNLABELLED, SLICED, L40S, A100, H100));
        // Then
        assertThat(forwards).isEqualTo(backwards);
    }
}
