package dev.bailiwick.lab.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepCostTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "weights bind: h0 + h1 S + W + q n + k0 + d KV, 4, 4, 0, 1000, 0, 17665600",
        "arithmetic binds: h0 + h1 S + R + g n + e pairs, 1, 0, 8192, 0, 33554432, 530279844",
        "both kinds of token: R + g (B + c) + k0 + d KV + e pairs, 3, 2, 500, 400, 125000, 31818530"
    })
    void addsUpTheTermsOfTheModel(
            String name, int sequences, int decoding, long prefill, long kvTokens, double pairs, long nanos) {
        // Given
        StepCost cost = Engines.named("mistral-small-24b-h100").stepCost();
        // Then
        assertThat(Math.round(cost.picos(sequences, decoding, prefill, kvTokens, pairs) / 1e3))
                .isEqualTo(nanos);
    }

    @Test
    void isHalfOnSomethingTwiceAsFast() {
        // Given
        StepCost cost = Engines.named("mistral-small-24b-h100").stepCost();
        // Then
        assertThat(cost.faster(2).picos(4, 4, 0, 1000, 0)).isEqualTo(1_000L * 17665600 / 2);
    }
}
