package dev.bailiwick.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OwnedArgumentsTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "Custom")
    void everyEngineListensWhereTheOperatorSays(EngineType type) {
        // When
        var owned = OwnedArguments.of(type);

        // Then
        assertThat(owned).contains("--port").allMatch(name -> name.startsWith("-") && !name.contains("_"));
    }

    @Test
    void anEngineOfOnesOwnKeepsItsArguments() {
        // Then
        assertThat(OwnedArguments.of(EngineType.Custom)).isEmpty();
        assertThat(OwnedArguments.owns(EngineType.Custom, "--port=1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "vLLM, --tensor-parallel-size",
        "vLLM, --tensor-parallel-size=2",
        "vLLM, --tensor_parallel_size=2",
        "vLLM, -tp",
        "vLLM, --tensor-par=2",
        "vLLM, -t",
        "vLLM, -dpl=1",
        "SGLang, --tp",
        "TensorRTLLM, --tp_size",
        "TGI, -p",
        "NIM, --served-model-name=x",
        "LlamaCpp, -c",
    })
    void ownsAnArgumentInEveryFormThatTheEngineTakes(EngineType type, String argument) {
        // Then
        assertThat(OwnedArguments.owns(type, argument)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "vLLM, --max-num-seqs=64",
        "vLLM, --model-impl=transformers",
        "vLLM, --disable-log-requests",
        "vLLM, 2",
        "vLLM, --",
        "vLLM, -",
        "vLLM, -q",
        "vLLM, tp",
        "vLLM, ''",
        "SGLang, --mem-fraction-static",
        "LlamaCpp, --model",
        "LlamaCpp, -m",
        "TGI, --max-total",
    })
    void leavesTheRestToTheUser(EngineType type, String argument) {
        // Then
        assertThat(OwnedArguments.owns(type, argument)).isFalse();
    }
}
