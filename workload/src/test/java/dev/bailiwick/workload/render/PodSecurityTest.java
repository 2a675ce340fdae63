package dev.bailiwick.workload.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bailiwick.api.v1alpha1.OwnedArguments;
import dev.bailiwick.api.v1alpha1.ReservedNames;
import dev.bailiwick.workload.CanonicalJson;
import dev.bailiwick.workload.Deployments;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every pod must keep to, whatever its user wrote: checked on each directory of {@code rendering}. */
final class PodSecurityTest {
    private static final Set<String> VOLUMES_OF_RESTRICTED = Set.of(
            "configMap",
            "csi",
            "downwardAPI",
            "emptyDir",
            "ephemeral",
            "image",
            "persistentVolumeClaim",
            "projected",
            "secret");

    static Stream<Path> directories() throws IOException {
        return Goldens.directories();
    }

    @ParameterizedTest
    @MethodSource("directories")
    void passesPodSecurityRestricted(Path directory) {
        // When
        var pod = pod(directory);
        var engine = engine(pod);

        // Then
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getHostPID()).isNull();
        assertThat(pod.getHostIPC()).isNull();
        assertThat(pod.getInitContainers()).isEmpty();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getSecurityContext().getSysctls()).isEmpty();
        assertThat(engine.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(engine.getSecurityContext().getPrivileged()).isNull();
        assertThat(engine.getSecurityContext().getRunAsUser()).isNull();
        assertThat(engine.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(engine.getSecurityContext().getCapabilities().getAdd()).isEmpty();
        assertThat(engine.getPorts())
                .allSatisfy(port -> assertThat(port.getHostPort()).isNull());
        assertThat(pod.getVolumes())
                .allSatisfy(volume ->
                        assertThat(names(CanonicalJson.tree(volume))).isSubsetOf(with(VOLUMES_OF_RESTRICTED, "name")));
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
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
        var engine = engine(pod(directory));
        var command = String.join(" ", engine.getCommand());

        // Then
        assertThat(engine.getEnv())
                .extracting(EnvVar::getName, EnvVar::getValue)
                .contains(
                        tuple("DO_NOT_TRACK", "1"),
                        tuple("HF_HUB_DISABLE_TELEMETRY", "1"),
                        tuple("HF_HUB_OFFLINE", "1"),
                        tuple("TRANSFORMERS_OFFLINE", "1"));
        switch (command) {
            case "vllm serve" -> assertThat(engine.getEnv()).contains(new EnvVar("VLLM_NO_USAGE_STATS", "1", null));
            case "trtllm-serve serve" ->
                assertThat(engine.getEnv()).contains(new EnvVar("TRTLLM_NO_USAGE_STATS", "1", null));
            case "text-generation-launcher" -> assertThat(engine.getArgs()).contains("--usage-stats=off");
            default -> assertThat(command).doesNotContain("vllm", "trtllm", "text-generation");
        }
    }

    @ParameterizedTest
    @MethodSource("directories")
    void writesOnlyWhereAVolumeIs(Path directory) {
        // When
        var pod = pod(directory);
        var engine = engine(pod);
        var home = value(engine, "HOME");

        // Then
        assertThat(engine.getVolumeMounts())
                .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .extracting(VolumeMount::getMountPath)
                .contains("/tmp", home);
        assertThat(List.of(value(engine, "XDG_CACHE_HOME"), value(engine, "HF_HOME")))
                .allSatisfy(path -> assertThat(path).startsWith(home + "/"));
        assertThat(value(engine, "USER")).isNotEmpty();
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
        var engine = engine(pod(directory));

        // Then
        assertThat(engine.getEnv()).extracting(EnvVar::getName).doesNotHaveDuplicates();
        assertThat(engine.getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .doesNotHaveDuplicates();
        assertThat(engine.getVolumeMounts())
                .filteredOn(mount -> !mount.getName().startsWith("pod-"))
                .extracting(VolumeMount::getMountPath)
                .allSatisfy(path -> assertThat(ReservedNames.paths())
                        .anyMatch(reserved -> path.equals(reserved) || path.startsWith(reserved + "/")));
    }

    /** Otherwise a user could give an argument twice, and the engine would pick one. */
    @ParameterizedTest
    @MethodSource("directories")
    void rendersOnlyArgumentsThatTheApiReserves(Path directory) throws IOException {
        // Given
        var spec =
                Deployments.read(Files.readString(directory.resolve("in.yaml"))).getSpec();
        var own =
                spec.engine().args() == null ? List.<String>of() : spec.engine().args();

        // When
        var rendered = new ArrayList<>(engine(pod(directory)).getArgs());
        own.forEach(rendered::remove);

        // Then
        assertThat(rendered)
                .filteredOn(arg -> arg.startsWith("-"))
                .allSatisfy(arg -> assertThat(OwnedArguments.owns(spec.engine().type(), arg))
                        .isTrue());
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

    private static String value(Container engine, String variable) {
        return engine.getEnv().stream()
                .filter(env -> env.getName().equals(variable))
                .map(EnvVar::getValue)
                .findFirst()
                .orElse("");
    }

    private static org.assertj.core.groups.Tuple tuple(String name, String value) {
        return org.assertj.core.groups.Tuple.tuple(name, value);
    }

    private static Set<String> names(JsonNode object) {
        var names = new HashSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> with(Set<String> names, String name) {
        var all = new HashSet<>(names);
        all.add(name);
        return all;
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
