package dev.bailiwick.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.api.v1alpha1.AcceleratorSpec;
import dev.bailiwick.api.v1alpha1.EngineSpec;
import dev.bailiwick.api.v1alpha1.EngineType;
import dev.bailiwick.api.v1alpha1.ModelClaim;
import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.api.v1alpha1.ModelDeploymentSpec;
import dev.bailiwick.api.v1alpha1.ModelSource;
import dev.bailiwick.api.v1alpha1.OwnedArguments;
import dev.bailiwick.api.v1alpha1.ReservedNames;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.VolumeMount;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the operator sets on an engine, users cannot set. */
class OwnershipTest {

    @ParameterizedTest
    @EnumSource
    void everyArgumentThatIsRenderedIsOwned(EngineType type) {
        // When
        var options = engine(type).getArgs().stream()
                .filter(argument -> argument.startsWith("-"))
                .toList();

        // Then
        assertThat(options).allMatch(argument -> OwnedArguments.owns(type, argument));
    }

    @ParameterizedTest
    @EnumSource
    void everyVariableThatIsRenderedIsReserved(EngineType type) {
        // When
        var names = engine(type).getEnv().stream().map(EnvVar::getName).toList();

        // Then
        assertThat(names)
                .isNotEmpty()
                .allMatch(name -> ReservedNames.environment().contains(name)
                        || ReservedNames.environment(type).contains(name));
    }

    @ParameterizedTest
    @EnumSource
    void everyPathThatIsRenderedIsReserved(EngineType type) {
        // When
        var paths = engine(type).getVolumeMounts().stream()
                .map(VolumeMount::getMountPath)
                .toList();

        // Then
        assertThat(paths)
                .contains("/models", "/dev/shm", "/tmp")
                .allMatch(path -> ReservedNames.paths().stream()
                        .anyMatch(reserved -> path.equals(reserved) || path.startsWith(reserved + "/")));
    }

    private static Container engine(EngineType type) {
        var deployment = new ModelDeployment();
        deployment.getMetadata().setName("owned");
        deployment.getMetadata().setNamespace("default");
        deployment.setSpec(new ModelDeploymentSpec(
                new ModelSource(null, null, new ModelClaim("models", null)),
                new EngineSpec(type, "registry.example/engines/server:v1", null, null, 4096),
                new AcceleratorSpec(null, 4, null, null),
                null,
                null,
                null,
                null));
        return Rendered.replicaSet(deployment)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }
}
