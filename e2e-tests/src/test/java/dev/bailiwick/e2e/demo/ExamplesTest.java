package dev.bailiwick.e2e.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.placement.Availability;
import dev.bailiwick.placement.Inventory;
import dev.bailiwick.placement.LabelRequirement;
import dev.bailiwick.placement.NodeView;
import dev.bailiwick.placement.Pinning;
import dev.bailiwick.placement.Plan;
import dev.bailiwick.placement.Resolution;
import dev.bailiwick.placement.Usage;
import dev.bailiwick.sandbox.Sandbox;
import dev.bailiwick.workload.Observed;
import dev.bailiwick.workload.PassPlanner;
import dev.bailiwick.workload.Settings;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples with accelerators all fit on the sandbox's nodes at their largest size, and leave room for those who try it. */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("../examples");
    private static final String NVIDIA = "nvidia.com/gpu";

    private final List<NodeView> nodes = nodes();
    private final Map<String, Map<String, Long>> taken = new HashMap<>();

    @Test
    void leaveRoomForOthersAtTheirLargestSize() throws IOException {
        // When
        var examples = examples();
        examples.forEach(this::place);

        // Then
        assertThat(examples).hasSize(3);
        assertThat(free("gpu-h100", NVIDIA)).isGreaterThanOrEqualTo(4);
        assertThat(free("gpu-a100", NVIDIA)).isGreaterThanOrEqualTo(4);
        assertThat(free("gpu-l40s", NVIDIA)).isGreaterThanOrEqualTo(1);
        assertThat(free("gpu-mi300x", "amd.com/gpu")).isGreaterThanOrEqualTo(4);
    }

    /** Puts all replicas on the first node that its pinning allows, and has the planner's word that they fit. */
    private void place(ModelDeployment example) {
        var size = largest(example);
        var plan = plan(example);
        assertThat(plan.resolution()).as(example.getMetadata().getName()).isInstanceOf(Resolution.Resolved.class);
        assertThat(plan.availability())
                .as(example.getMetadata().getName())
                .isInstanceOfSatisfying(
                        Availability.Free.class,
                        free -> assertThat(free.replicas()).isGreaterThanOrEqualTo(size));
        var node = nodes.stream()
                .filter(view -> allows(plan.pinning(), view))
                .findFirst()
                .orElseThrow();
        taken.computeIfAbsent(node.name(), name -> new HashMap<>())
                .merge(plan.pinning().resourceName(), size * plan.pinning().count(), Long::sum);
    }

    private Plan plan(ModelDeployment example) {
        var inventory = new Inventory(nodes, Optional.of(new Usage(taken)));
        return new PassPlanner(Settings.standard("bailiwick-system"))
                .plan(
                        new Observed(example, List.of(), List.of(), Map.of(), inventory, Optional.empty(), List.of()),
                        OptionalInt.of(largest(example)),
                        Optional.empty(),
                        Instant.EPOCH)
                .placement()
                .orElseThrow();
    }

    private static int largest(ModelDeployment example) {
        var spec = example.getSpec();
        return Math.max(
                spec.replicas() == null ? 1 : spec.replicas(),
                spec.scaling() == null || spec.scaling().maxReplicas() == null
                        ? 1
                        : spec.scaling().maxReplicas());
    }

    private static boolean allows(Pinning pinning, NodeView node) {
        return node.allocatable().getOrDefault(pinning.resourceName(), 0L) > 0
                && pinning.nodeAffinity().stream().allMatch(requirement -> holds(requirement, node));
    }

    private static boolean holds(LabelRequirement requirement, NodeView node) {
        var value = node.labels().get(requirement.key());
        return switch (requirement.operator()) {
            case IN -> value != null && requirement.values().contains(value);
            case NOT_IN -> value == null || !requirement.values().contains(value);
            case EXISTS -> value != null;
            case DOES_NOT_EXIST -> value == null;
            case GT ->
                value != null
                        && Long.parseLong(value)
                                > Long.parseLong(requirement.values().getFirst());
        };
    }

    private long free(String name, String resource) {
        var node = nodes.stream()
                .filter(view -> view.name().equals(name))
                .findFirst()
                .orElseThrow();
        return node.allocatable().getOrDefault(resource, 0L) - new Usage(taken).requested(name, resource);
    }

    private static List<ModelDeployment> examples() throws IOException {
        var examples = new ArrayList<ModelDeployment>();
        try (var files = Files.list(EXAMPLES)) {
            for (var file : files.filter(found -> found.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                documents(Files.readString(file))
                        .filter(document -> document.contains("\nkind: ModelDeployment\n"))
                        .map(document -> Serialization.unmarshal(document, ModelDeployment.class))
                        .filter(example -> example.getSpec().accelerator() != null)
                        .forEach(examples::add);
            }
        }
        return examples;
    }

    private static List<NodeView> nodes() {
        try (var in = Objects.requireNonNull(Sandbox.class.getResourceAsStream("nodes.yaml"))) {
            return documents(new String(in.readAllBytes(), UTF_8))
                    .map(document -> Serialization.unmarshal(document, Node.class))
                    .map(ExamplesTest::view)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NodeView view(Node node) {
        return new NodeView(
                node.getMetadata().getName(),
                node.getMetadata().getLabels(),
                node.getStatus().getAllocatable().entrySet().stream()
                        .filter(entry -> entry.getKey().contains("/"))
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> entry.getValue().getNumericalAmount().longValue())),
                true);
    }

    /** The documents of a YAML file that hold more than comments. */
    private static Stream<String> documents(String text) {
        return Stream.of(text.split("(?m)^---$", -1)).filter(document -> document.contains("kind:"));
    }
}
