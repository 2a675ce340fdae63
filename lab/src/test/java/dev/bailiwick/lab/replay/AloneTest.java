package dev.bailiwick.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.simulator.EngineCatalogue;
import java.time.Duration;
import java.util.BitSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AloneTest {

    @ParameterizedTest
    @CsvSource({"30, 100", "100, 100", "2500, 100", "2500, 24"})
    void findsWhatTryingEachRequestFinds(int firstTokenMillis, int perTokenMillis) {
        // Given
        var alone = new Alone(
                EngineCatalogue.load().find("llama-3.1-8b-l40s").orElseThrow(),
                new Objective(Duration.ofMillis(firstTokenMillis), Duration.ofMillis(perTokenMillis)));
        var trace = Cells.poisson(3, 60, second -> 10);
        var tried = new BitSet();
        for (var request = 0; request < trace.requests(); request++) {
            tried.set(request, alone.misses(trace.promptTokens(request), trace.outputTokens(request)));
        }

        // When
        var found = alone.infeasible(trace);

        // Then
        assertThat(found).isEqualTo(tried);
    }

    @ParameterizedTest
    @CsvSource({"1, 100, 600", "100, 100, 1", "2500, 100, 0"})
    void anObjectiveMayBeOutOfReachForAllSomeOrNone(int firstTokenMillis, int perTokenMillis, int atLeast) {
        // Given
        var alone = new Alone(
                EngineCatalogue.load().find("llama-3.1-8b-l40s").orElseThrow(),
                new Objective(Duration.ofMillis(firstTokenMillis), Duration.ofMillis(perTokenMillis)));
        var trace = Cells.poisson(3, 66, second -> 10);

        // When
        var infeasible = alone.infeasible(trace).cardinality();

        // Then
        assertThat(infeasible).isGreaterThanOrEqualTo(atLeast).isLessThanOrEqualTo(trace.requests());
        assertThat(infeasible == 0).isEqualTo(atLeast == 0);
    }
}
