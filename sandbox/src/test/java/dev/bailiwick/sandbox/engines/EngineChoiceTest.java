package dev.bailiwick.sandbox.engines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.simulator.EngineCatalogue;
import dev.bailiwick.lab.simulator.EngineProfile;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineChoiceTest {

    private static final EngineCatalogue CATALOGUE = EngineCatalogue.load();

    @ParameterizedTest
    @CsvSource({
        "NVIDIA-H100-80GB-HBM3, mistral-small-24b-h100",
        "NVIDIA-A100-SXM4-80GB, llama-3.1-8b-a100-80",
        "NVIDIA-L40S, llama-3.1-8b-l40s",
        "AMD_Instinct_MI300X_OAM, llama-3.1-8b-h100",
        "CPU, llama-3.1-8b-l40s",
    })
    void theProductOfTheNodeSaysWhichEngine(String product, String engine) {
        assertThat(of(product).name()).isEqualTo(engine);
    }

    @Test
    void theSequencesOfTheArgumentsAreTheEngines() {
        assertThat(of("NVIDIA-L40S", "--max-num-seqs=32").maxSequences()).isEqualTo(32);
        assertThat(of("NVIDIA-L40S", "--port=8000", "--max-num-seqs", "48").maxSequences())
                .isEqualTo(48);
    }

    @Test
    void manySequencesGetATokenEachInAStep() {
        assertThat(of("NVIDIA-L40S", "--max-num-seqs=100000").maxBatchedTokens())
                .isEqualTo(100_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--max-num-seqs=many",
                "--max-num-seqs=",
                "--max-num-seqs=0",
                "--max-num-seqs=-3",
                "--max-num-seqs",
                "--max-num-seqs=99999999999",
                "--max-num-seqs-per-gpu=3"
            })
    void sequencesThatNoEngineWouldTakeAreAsIfNotGiven(String argument) {
        assertThat(of("NVIDIA-L40S", argument)).isEqualTo(of("NVIDIA-L40S"));
    }

    @Test
    void sequencesThatAreNoNumberInAnArgumentOfTheirOwnAreAsIfNotGiven() {
        assertThat(of("NVIDIA-L40S", "--max-num-seqs", "many")).isEqualTo(of("NVIDIA-L40S"));
    }

    private static EngineProfile of(String product, String... args) {
        var pod = new PodBuilder()
                .withNewSpec()
                .addNewContainer()
                .withArgs(args)
                .endContainer()
                .endSpec()
                .build();
        return EngineChoice.of(pod, product, CATALOGUE);
    }
}
