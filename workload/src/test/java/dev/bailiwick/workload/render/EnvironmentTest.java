package dev.bailiwick.workload.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.workload.Deployments;
import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.api.Test;

final class EnvironmentTest {

    @Test
    void spellsADivisorAsTheApiServerDoes() {
        // Given
        var deployment = Deployments.with("""
                spec:
                  pod:
                    env:
                    - name: MEMORY
                      valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1024Ki}}
                """);

        // When
        var environment = Environment.of(
                EngineProfile.VLLM,
                EngineSettings.of(deployment),
                deployment.getSpec().pod());

        // Then
        assertThat(environment.getLast().getValueFrom().getResourceFieldRef().getDivisor())
                .isEqualTo(new Quantity("1", "Mi"))
                .hasToString("1Mi");
    }
}
