package dev.bailiwick.workload.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bailiwick.api.v1alpha1.ModelDeploymentSpec;
import dev.bailiwick.api.v1alpha1.OwnedArguments;
import dev.bailiwick.api.v1alpha1.ReservedNames;
import dev.bailiwick.workload.CanonicalJson;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What every pod must keep to, whatever its user wrote. */
public final class PodPromises {
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

    private PodPromises() {}

    /** All of them. */
    public static void hold(PodSpec pod, ModelDeploymentSpec spec) {
        restricted(pod);
        silent(pod);
        writable(pod);
        namedOnce(pod);
        argumentsOwnedOnce(pod, spec);
        canonicalQuantities(pod);
    }

    /** It passes Pod Security <em>restricted</em>. */
    static void restricted(PodSpec pod) {
        var engine = engine(pod);
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

    /** Its engine reports no usage and asks no hub. */
    static void silent(PodSpec pod) {
        var engine = engine(pod);
        var command = String.join(" ", engine.getCommand());
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

    /** Its caches and its home are where it can write. */
    static void writable(PodSpec pod) {
        var engine = engine(pod);
        var home = value(engine, "HOME");
        assertThat(engine.getVolumeMounts())
                .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .extracting(VolumeMount::getMountPath)
                .contains("/tmp", home);
        assertThat(List.of(value(engine, "XDG_CACHE_HOME"), value(engine, "HF_HOME")))
                .allSatisfy(path -> assertThat(path).startsWith(home + "/"));
        assertThat(value(engine, "USER")).isNotEmpty();
    }

    /** No variable, volume or path is there twice, and ours are where the API lets nobody else mount. */
    static void namedOnce(PodSpec pod) {
        var engine = engine(pod);
        assertThat(engine.getEnv()).extracting(EnvVar::getName).doesNotHaveDuplicates();
        assertThat(pod.getVolumes()).extracting(volume -> volume.getName()).doesNotHaveDuplicates();
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
    static void argumentsOwnedOnce(PodSpec pod, ModelDeploymentSpec spec) {
        var type = spec.engine().type();
        var rendered = new ArrayList<>(engine(pod).getArgs());
        var own =
                spec.engine().args() == null ? List.<String>of() : spec.engine().args();
        assertThat(rendered.subList(rendered.size() - own.size(), rendered.size()))
                .isEqualTo(own);
        assertThat(own).noneMatch(arg -> OwnedArguments.owns(type, arg));
        var ours = rendered.subList(0, rendered.size() - own.size());
        assertThat(ours)
                .filteredOn(arg -> arg.startsWith("-"))
                .allSatisfy(arg -> assertThat(OwnedArguments.owns(type, arg)).isTrue());
        assertThat(ours.stream().filter(arg -> arg.startsWith("-")).map(arg -> arg.split("=", -1)[0]))
                .doesNotHaveDuplicates();
    }

    /** Spelled as the API server spells them, so that what stands never differs from what is rendered. */
    static void canonicalQuantities(PodSpec pod) {
        var engine = engine(pod);
        if (engine.getResources() != null) {
            canonical(engine.getResources().getLimits());
            canonical(engine.getResources().getRequests());
        }
        engine.getEnv().stream()
                .map(EnvVar::getValueFrom)
                .filter(source -> source != null && source.getResourceFieldRef() != null)
                .map(source -> source.getResourceFieldRef().getDivisor())
                .filter(divisor -> divisor != null)
                .forEach(divisor -> canonical(Map.of("divisor", divisor)));
    }

    private static void canonical(Map<String, Quantity> amounts) {
        amounts.forEach((name, amount) -> assertThat(amount.toString())
                .as(name)
                .isEqualTo(CanonicalQuantity.of(amount).toString()));
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
}
