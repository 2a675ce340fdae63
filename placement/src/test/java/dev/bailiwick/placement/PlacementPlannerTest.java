package dev.bailiwick.placement;

import static dev.bailiwick.placement.Clusters.A100;
import static dev.bailiwick.placement.Clusters.CPU;
import static dev.bailiwick.placement.Clusters.H100;
import static dev.bailiwick.placement.Clusters.L40S;
import static dev.bailiwick.placement.Clusters.MI300X;
import static dev.bailiwick.placement.Clusters.SLICED;
import static dev.bailiwick.placement.Clusters.UNLABELLED;
import static dev.bailiwick.placement.Clusters.cordoned;
import static dev.bailiwick.placement.Clusters.free;
import static dev.bailiwick.placement.Clusters.inventory;
import static dev.bailiwick.placement.Clusters.named;
import static dev.bailiwick.placement.Clusters.nvidia;
import static dev.bailiwick.placement.Clusters.plan;
import static dev.bailiwick.placement.Clusters.with;
import static dev.bailiwick.placement.Clusters.withMemory;
import static dev.bailiwick.placement.Clusters.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bailiwick.placement.Availability.Free;
import dev.bailiwick.placement.Availability.Taken;
import dev.bailiwick.placement.Availability.Unknown;
import dev.bailiwick.placement.Resolution.Reason;
import dev.bailiwick.placement.Resolution.Resolved;
import dev.bailiwick.placement.Resolution.Unresolvable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlacementPlannerTest {
    private static final String STRATEGY = "nvidia.com/gpu.sharing-strategy";
    private static final String MEMORY = "nvidia.com/gpu.memory";

    static Stream<Arguments> resolvable() {
        NodeView silent = without(H100, STRATEGY);
        AcceleratorRequest sharedIsFine =
                new AcceleratorRequest(Vendor.NVIDIA, 1, List.of("H100-80GB-HBM3-SHARED"), OptionalLong.empty(), false);
        return Stream.of(
                arguments("any product", nvidia(1), free(H100, L40S, MI300X, CPU), 2, 0),
                arguments("one product", nvidia(8, "H100"), free(H100, A100), 1, 0),
                arguments("no labels needed for any product", nvidia(1), free(UNLABELLED), 1, 1),
                arguments(
                        "a node without sharing label is unproven",
                        nvidia(1, "H100"),
                        free(silent, named("b", H100)),
                        2,
                        1),
                arguments("cordoned nodes can hold it later", nvidia(1, "H100"), free(cordoned(H100)), 1, 0),
                arguments("enough memory", withMemory(Vendor.NVIDIA, 80), free(H100, L40S), 1, 0),
                arguments("enough AMD memory", withMemory(Vendor.AMD, 192), free(MI300X), 1, 0),
                arguments("shared when asked for and not exclusive", sharedIsFine, free(SLICED), 1, 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("resolvable")
    void resolvesWhatSomeNodeCanHold(
            String name, AcceleratorRequest request, Inventory inventory, int nodes, int unproven) {
        assertThat(plan(request, inventory).resolution()).isEqualTo(new Resolved(nodes, unproven));
    }

    static Stream<Arguments> unresolvable() {
        NodeView mps = with(named("mps", L40S), STRATEGY, "mps");
        NodeView replicated = with(named("replicated", L40S), "nvidia.com/gpu.replicas", "4");
        return Stream.of(
                arguments(
                        nvidia(1),
                        free(CPU, MI300X),
                        Reason.NO_ACCELERATORS,
                        "no node offers nvidia.com/gpu; install the vendor's device plugin, or name another vendor"),
                arguments(
                        nvidia(1, "H200", "B200"),
                        free(H100, named("h2", H100), L40S, UNLABELLED, CPU),
                        Reason.PRODUCT_NOT_FOUND,
                        "no node has H200 or B200: 2 nodes have H100-80GB-HBM3; 1 node has L40S; 1 node lacks the product label"),
                arguments(
                        nvidia(1, "H100"),
                        free(UNLABELLED, named("u2", UNLABELLED)),
                        Reason.LABEL_MISSING,
                        "no node is known to match: 2 nodes lack the product label"),
                arguments(
                        withMemory(Vendor.NVIDIA, 141),
                        free(H100, L40S, UNLABELLED),
                        Reason.TOO_LITTLE_MEMORY,
                        "no matching node has 141 GB on each GPU: 1 node has H100-80GB-HBM3, less than 141 GB each; 1 node has L40S, less than 141 GB each; 1 node lacks the memory label"),
                arguments(
                        withMemory(Vendor.NVIDIA, 24),
                        free(without(L40S, MEMORY), with(H100, MEMORY, "much")),
                        Reason.LABEL_MISSING,
                        "no node is known to match: 2 nodes lack the memory label"),
                arguments(
                        nvidia(1, "L40S", "H100-80GB-HBM3-SHARED"),
                        free(SLICED, named("s2", SLICED), mps, replicated),
                        Reason.SHARED,
                        "no matching node gives a pod its GPUs alone: 2 nodes share their GPUs by time-slicing; 1 node shares its GPUs by MPS; 1 node shares its GPUs"),
                arguments(
                        nvidia(16, "H100", "L40S"),
                        free(H100, L40S, named("l2", L40S)),
                        Reason.COUNT_TOO_LARGE,
                        "no matching node has 16 GPUs, the largest has 8: 1 node has H100-80GB-HBM3, 8 GPUs of the 16 needed; 2 nodes have L40S, at most 4 GPUs of the 16 needed"));
    }

    @ParameterizedTest
    @MethodSource("unresolvable")
    void saysWhyNoNodeCanEverHoldIt(AcceleratorRequest request, Inventory inventory, Reason reason, String message) {
        // When
        Plan plan = plan(request, inventory);
        // Then
        assertThat(plan.resolution()).isEqualTo(new Unresolvable(reason, message));
        assertThat(plan.availability()).isEqualTo(new Taken(message));
    }

    static Stream<Arguments> available() {
        return Stream.of(
                arguments("all free", nvidia(1, "H100"), free(H100), 1, 0, new Free(8)),
                arguments(
                        "by node, not by sum",
                        nvidia(4, "H100", "L40S"),
                        inventory(Map.of("h100", 1L, "l40s", 1L), H100, L40S),
                        1,
                        0,
                        new Free(1)),
                arguments(
                        "nothing missing, nothing free",
                        nvidia(8, "H100"),
                        inventory(Map.of("h100", 8L), H100),
                        1,
                        1,
                        new Free(0)),
                arguments(
                        "a vendor's own resource",
                        withMemory(Vendor.AMD, 100),
                        inventory(Map.of("mi300x", 6L), MI300X),
                        2,
                        0,
                        new Free(2)));
    }

    static Stream<Arguments> taken() {
        return Stream.of(
                arguments(
                        "all taken beside an unlabelled and two sliced nodes",
                        nvidia(1, "H100", "H100-80GB-HBM3-SHARED"),
                        inventory(Map.of("h100", 8L), H100, UNLABELLED, SLICED, named("s2", SLICED), L40S),
                        1,
                        0,
                        new Taken(
                                "1 node has H100-80GB-HBM3, all 8 GPUs taken; 2 nodes share their GPUs by time-slicing; 1 node lacks the product label")),
                arguments(
                        "some free on each, not enough on any",
                        nvidia(4, "H100"),
                        inventory(Map.of("h100", 6L, "h2", 5L), H100, named("h2", H100)),
                        1,
                        0,
                        new Taken("2 nodes have H100-80GB-HBM3, 5 of 16 GPUs free, at most 3 on one node")),
                arguments(
                        "room for some",
                        nvidia(4, "H100"),
                        free(H100),
                        4,
                        1,
                        new Taken("room for 2 of 3 missing replicas: 1 node has H100-80GB-HBM3, 8 of 8 GPUs free")));
    }

    static Stream<Arguments> takenElsewhere() {
        return Stream.of(
                arguments(
                        "cordoned",
                        nvidia(1, "H100", "A100"),
                        inventory(
                                Map.of("h2", 8L),
                                cordoned(H100),
                                named("h2", H100),
                                cordoned(A100),
                                cordoned(named("a2", A100))),
                        1,
                        0,
                        new Taken(
                                "1 node has H100-80GB-HBM3, all 8 GPUs taken; 2 nodes with A100-SXM4-80GB are cordoned; 1 node with H100-80GB-HBM3 is cordoned")),
                arguments(
                        "one GPU in words",
                        nvidia(1),
                        inventory(Map.of("one", 1L), nvidia("one", "NVIDIA-L4", 23034, 1, "none")),
                        1,
                        0,
                        new Taken("1 node has L4, its GPU taken")),
                arguments(
                        "no product label and none asked for",
                        nvidia(1),
                        inventory(Map.of("unlabelled", 9L), UNLABELLED),
                        1,
                        0,
                        new Taken("1 node has unlabelled GPUs, all 8 GPUs taken")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"available", "taken", "takenElsewhere"})
    void saysWhetherTheMissingReplicasHaveRoomNow(
            String name,
            AcceleratorRequest request,
            Inventory inventory,
            int wanted,
            int placed,
            Availability expected) {
        assertThat(new PlacementPlanner()
                        .plan(request, inventory, wanted, placed)
                        .availability())
                .isEqualTo(expected);
    }

    @Test
    void doesNotKnowWhatIsFreeWithoutTheOtherNamespaces() {
        // Given
        Inventory blind = new Inventory(List.of(H100, UNLABELLED), Optional.empty());
        // When
        Plan plan = plan(nvidia(1, "H100"), blind);
        // Then
        assertThat(plan.availability())
                .isEqualTo(
                        new Unknown(
                                "free GPUs are unknown, since pods of other namespaces are not visible: 1 node has H100-80GB-HBM3; 1 node lacks the product label"));
    }

    @Test
    void needsNoUsageWhenNothingIsMissing() {
        // Given
        Inventory blind = new Inventory(List.of(H100), Optional.empty());
        // When
        Plan plan = new PlacementPlanner().plan(nvidia(1, "H100"), blind, 2, 2);
        // Then
        assertThat(plan.availability()).isEqualTo(new Free(0));
    }

    @Test
    void knowsWithoutUsageThatOnlyCordonedNodesAreLeft() {
        // Given
        Inventory blind = new Inventory(List.of(cordoned(H100)), Optional.empty());
        // When
        Plan plan = plan(nvidia(1, "H100"), blind);
        // Then
        assertThat(plan.availability()).isEqualTo(new Taken("1 node with H100-80GB-HBM3 is cordoned"));
    }
}
