package dev.bailiwick.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReservedNamesTest {

    @Test
    void telemetryAndHubAccessStayOff() {
        // Then
        assertThat(ReservedNames.environment()).contains("VLLM_NO_USAGE_STATS", "DO_NOT_TRACK", "HF_HUB_OFFLINE");
    }

    @Test
    void theMessageNamesEveryReservedPath() {
        // Given
        var paths = ReservedNames.paths();

        // When
        var inWords = String.join(", ", paths.subList(0, paths.size() - 1)) + " and " + paths.getLast();

        // Then
        assertThat(ReservedNames.PATHS_IN_WORDS).isEqualTo(inWords);
    }

    @Test
    void enginesThatReadTheirSettingsFromTheEnvironmentHaveThemReserved() {
        // Then
        assertThat(ReservedNames.environment(EngineType.TGI)).contains("PORT", "MODEL_ID");
        assertThat(ReservedNames.environment(EngineType.NIM)).contains("NIM_SERVER_PORT");
        assertThat(ReservedNames.environment(EngineType.LlamaCpp)).contains("LLAMA_ARG_PORT");
        assertThat(ReservedNames.environment(EngineType.vLLM)).isEmpty();
    }
}
