package dev.bailiwick.workload.render;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.placement.Inventory;
import dev.bailiwick.placement.NodeView;
import dev.bailiwick.workload.CanonicalJson;
import dev.bailiwick.workload.Deployments;
import dev.bailiwick.workload.Observed;
import dev.bailiwick.workload.PassPlanner;
import dev.bailiwick.workload.Settings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The directories below {@code rendering}, each named as what it shows: {@code in.yaml} (and other spellings of the
 * same, {@code in-*.yaml}), {@code nodes.yaml} where the cluster matters, and what is rendered.
 */
final class Goldens {
    private static final Path ROOT = Path.of("src/test/resources/rendering");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private Goldens() {}

    static Stream<Path> directories() throws IOException {
        try (var paths = Files.list(ROOT)) {
            return paths.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    static List<Path> inputs(Path directory) throws IOException {
        try (var paths = Files.list(directory)) {
            return paths.filter(path -> path.getFileName().toString().matches("in(-.*)?[.]yaml"))
                    .sorted()
                    .toList();
        }
    }

    static ReplicaSet replicaSet(Path input) {
        var deployment = deployment(input);
        var settings = Settings.standard("bailiwick-system");
        var observed = new Observed(
                deployment,
                List.of(),
                List.of(),
                Map.of(),
                new Inventory(nodes(input.resolveSibling("nodes.yaml")), Optional.empty()),
                Optional.empty(),
                List.of());
        var pass = new PassPlanner(settings).plan(observed, OptionalInt.empty(), Optional.empty(), Instant.EPOCH);
        return new ObjectRenderer(settings)
                .replicaSet(
                        deployment,
                        pass.revision(),
                        pass.placement().map(plan -> plan.pinning()),
                        pass.sizing().size());
    }

    static List<HasMetadata> surroundings(Path input) {
        return new ObjectRenderer(Settings.standard("bailiwick-system")).surroundings(deployment(input));
    }

    static String yaml(List<? extends HasMetadata> objects) {
        return objects.stream().map(Goldens::yaml).collect(Collectors.joining("---\n"));
    }

    private static String yaml(HasMetadata object) {
        try {
            return YAML.writeValueAsString(CanonicalJson.tree(object));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModelDeployment deployment(Path input) {
        try {
            return Deployments.read(Files.readString(input));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<NodeView> nodes(Path file) {
        try {
            return Files.exists(file) ? YAML.readValue(file.toFile(), new TypeReference<>() {}) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
