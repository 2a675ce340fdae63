package dev.bailiwick.sandbox.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class EngineCommandTest {

    @Test
    void takesTheArgumentsThatTheOperatorRendersForVllm() {
        // When
        var settings = settings(
                "/models",
                "--served-model-name=mistral-small",
                "--host=0.0.0.0",
                "--port=8000",
                "--max-model-len=4096",
                "--max-num-seqs=32",
                "--shutdown-timeout=600");
        // Then
        assertThat(settings.model()).contains(Path.of("/models"));
        assertThat(settings.servedName()).isEqualTo("mistral-small");
        assertThat(settings.port()).isEqualTo(8000);
        assertThat(settings.contextTokens()).isEqualTo(4096);
        assertThat(settings.profile().maxSequences()).isEqualTo(32);
        assertThat(settings.shutdownTimeout()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void needsNoArgumentAtAll() {
        // When
        var settings = settings();
        // Then
        assertThat(settings.model()).isEmpty();
        assertThat(settings.servedName()).isEqualTo("simulated");
        assertThat(settings.host()).isEqualTo("0.0.0.0");
        assertThat(settings.port()).isEqualTo(8000);
        assertThat(settings.contextTokens()).isEqualTo(32_768);
        assertThat(settings.coldStart()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.shutdownTimeout()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void namesTheModelByItsPathAsVllmDoes() {
        assertThat(settings("--model", "/models").servedNames()).containsExactly("/models");
    }

    @Test
    void servesUnderSeveralNames() {
        assertThat(settings("--served-model-name", "a", "b", "--port", "1").servedNames())
                .containsExactly("a", "b");
    }

    @Test
    void isTwiceAsFastInEveryTerm() {
        assertThat(settings("--speed", "2").profile().stepCost().fixed()).isEqualTo(0.4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --profile=none | --profile is "none"; it must be one of llama-3.1-8b-h100, llama-3.1-8b-a100-80
            --speed=0 | --speed is 0.0; it must be above 0 and at most 1000
            --slots=0 | --max-num-seqs is 0; it must be at least 1
            --max-num-batched-tokens=8 | --max-num-batched-tokens is 8; it must not be below --max-num-seqs, 1024
            --port=70000 | --port is 70000; it must be 0 to 65535
            --max-model-len=1 | --max-model-len is 1; it must be at least 2
            --cold-start=soon | "soon" is no duration; write it as 250ms, 2.5s, 4m or 1h, or as seconds
            """)
    void namesTheOptionTheValueAndTheRemedy(String argument, String fault) {
        assertThatThrownBy(() -> settings(argument))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(fault);
    }

    private static EngineSettings settings(String... arguments) {
        var command = new EngineCommand(List.of());
        new CommandLine(command).parseArgs(arguments);
        return command.settings();
    }
}
