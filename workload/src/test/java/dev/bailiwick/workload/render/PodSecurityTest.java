package dev.bailiwick.workload.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bailiwick.workload.CanonicalJson;
import dev.bailiwick.workload.Deployments;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every pod must keep to, whatever its user wrote: checked on each directory of {@code rendering}. */
final class PodSecurityTest {

    static Stream<Path> directories() throws IOException {
        return Goldens.directories();
    }

    @ParameterizedTest
    @MethodSource("directories")
    void passesPodSecurityRestricted(Path directory) {
        // When
        var pod = pod(directory);

        // Then
        PodPromises.restricted(pod);
    }

    @ParameterizedTest
    @MethodSource("directories")
    void leavesTimeToStartAndToFinish(Path directory) throws IOException {
        // When
        var pod = pod(directory);
        var engine = engine(pod);
        var startup = engine.getStartupProbe();
        var sleep = engine.getLifecycle().getPreStop().getSleep().getSeconds();
        var deadline = EngineSettings.of(Deployments.read(Files.readString(directory.resolve("in.yaml"))))
                .drainDeadline()
                .toSeconds();

        // Then
        assertThat(startup.getFailureThreshold() * startup.getPeriodSeconds()).isEqualTo(1800);
        assertThat(engine.getReadinessProbe().getTimeoutSeconds()).isGreaterThanOrEqualTo(5);
        assertThat(engine.getReadinessProbe().getFailureThreshold()).isGreaterThan(2);
        assertThat(engine.getLivenessProbe()).isNull();
        assertThat(sleep).isBetween(5L, 15L);
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(sleep + deadline);
        assertThat(engine.getArgs())
                .allSatisfy(arg -> assertThat(arg)
                        .satisfiesAnyOf(
                                a -> assertThat(a).doesNotStartWith("--shutdown-timeout="),
                                a -> assertThat(a).isEqualTo("--shutdown-timeout=" + deadline)));
    }

    @ParameterizedTest
    @MethodSource("directories")
    void sendsNoTelemetryAndAsksNoHub(Path directory) {
        // When
        var pod = pod(directory);

        // Then
        PodPromises.silent(pod);
    }

    @ParameterizedTest
    @MethodSource("directories")
    void writesOnlyWhereAVolumeIs(Path directory) {
        // When
        var pod = pod(directory);

        // Then
        PodPromises.writable(pod);
    }

    /** The API server leaves such values away, so that what stands would differ from what is rendered for ever. */
    @ParameterizedTest
    @MethodSource("directories")
    void rendersNothingEmpty(Path directory) {
        // Given
        var input = directory.resolve("in.yaml");
        var objects = new ArrayList<>(Goldens.surroundings(input));
        objects.add(Goldens.replicaSet(input));
        var empty = new ArrayList<String>();

        // When
        objects.forEach(object -> walk(object.getKind(), CanonicalJson.tree(object), path -> {
            // A volume is an emptyDir by having one, however empty.
            if (!path.endsWith("/emptyDir")) {
                empty.add(path);
            }
        }));

        // Then
        assertThat(empty).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("directories")
    void namesEveryVariableAndMountOnce(Path directory) {
        // When
        var pod = pod(directory);

        // Then
        PodPromises.namedOnce(pod);
    }

    @ParameterizedTest
    @MethodSource("directories")
    void rendersOnlyArgumentsThatTheApiReserves(Path directory) throws IOException {
        // Given
        var spec =
                Deployments.read(Files.readString(directory.resolve("in.yaml"))).getSpec();

        // When
        var pod = pod(directory);

        // Then
        PodPromises.argumentsOwnedOnce(pod, spec);
    }

    @ParameterizedTest
    @MethodSource("directories")
    void spellsQuantitiesAsTheApiServerDoes(Path directory) {
        // When
        var pod = pod(directory);

        // Then
        PodPromises.canonicalQuantities(pod);
    }

    private static PodSpec pod(Path directory) {
        return Goldens.replicaSet(directory.resolve("in.yaml"))
                .getSpec()
                .getTemplate()
                .getSpec();
    }

    private static Container engine(PodSpec pod) {
        assertThat(pod.getContainers()).hasSize(1);
        return pod.getContainers().getFirst();
    }

    private static void walk(String path, JsonNode node, Consumer<String> empty) {
        if (node.isNull()
                || (node.isContainerNode() && node.isEmpty())
                || (node.isTextual() && node.asText().isEmpty())) {
            empty.accept(path);
        }
        node.properties().forEach(field -> walk(path + "/" + field.getKey(), field.getValue(), empty));
        for (var i = 0; node.isArray() && i < node.size(); i++) {
            walk(path + "/" + i, node.get(i), empty);
        }
    }
}
