package dev.bailiwick.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bailiwick.lab.simulator.EngineCatalogue;
import dev.bailiwick.lab.simulator.EngineProfile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokenPricesTest {

    static Stream<String> engines() {
        return EngineCatalogue.load().profiles().stream().map(EngineProfile::name);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void noStepIsChargedMoreThanItTakes(String name) {
        // Given
        var engine = EngineCatalogue.load().find(name).orElseThrow();
        var cost = engine.stepCost();

        for (double share : new double[] {0.01, 0.1, 0.3, 0.5, 0.9, 0.99}) {
            // When
            var prices = TokenPrices.of(engine, share, 1 - share);

            // Then
            var most = 0.0;
            for (var decoded = 0; decoded <= engine.maxSequences(); decoded += 3) {
                for (var prefilled = decoded == 0 ? 1 : 0;
                        decoded + prefilled <= engine.maxBatchedTokens();
                        prefilled += 7) {
                    var tokens = decoded + prefilled;
                    var takes = cost.fixed()
                            + Math.max(
                                    cost.weights() + cost.weightsPerToken() * tokens,
                                    cost.compute() + cost.computePerToken() * tokens);
                    var charged = prices.decoded() * decoded + prices.prefilled() * prefilled;
                    most = Math.max(most, charged / takes);
                }
            }
            assertThat(most).as("share charged of a step, %s decoded", share).isBetween(0.9, 1 + 1e-9);
        }
    }

    @Test
    void tokensThatAreOnlyDecodedAreChargedAFullBatch() {
        var engine = EngineCatalogue.load().find("llama-3.1-8b-l40s").orElseThrow();
        var n = engine.maxSequences();

        var prices = TokenPrices.of(engine, 1, 0);

        assertThat(prices.decoded()).isCloseTo((0.8 + 22.49 + 0.0373 * n) / n, within(1e-6));
    }
}
