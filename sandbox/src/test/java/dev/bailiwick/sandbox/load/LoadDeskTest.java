package dev.bailiwick.sandbox.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bailiwick.sandbox.engines.EngineHall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadDeskTest {

    private final LoadDesk desk = new LoadDesk(new EngineHall(), InstantSource.system());
    private final Map<String, String> order = new HashMap<>();

    @BeforeEach
    void order(@TempDir Path directory) throws IOException {
        order.put("deployment", "plant/assistant");
        order.put("trace", Traces.steady(directory, 20).file().toString());
        order.put("length", "1");
    }

    @Test
    void aLoadWaitsForTheFirstPodThatServes() {
        // When
        var answer = desk.start(order);

        // Then
        assertThat(answer).contains("\"state\":\"waiting\"", "\"planned\":10", "\"sent\":0", "\"attainment\":\"NaN\"");
        assertThat(desk.report("plant/assistant")).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "share      | lots  | share is \"lots\"; it must be a number",
                "share      | 2     | share is 2.0; it must be above 0 and at most 1",
                "routing    | best  | routing is \"best\"; it must be least_loaded or random",
                "deployment | ''    | the order lacks deployment",
                "ttft       | 0     | time to first token is 0 ms; it must be above 0",
                "tpot       | -1    | time per output token is -1000 ms; it must be above 0",
            })
    void anOrderThatCannotBeIsRefusedByName(String key, String value, String message) {
        // Given
        order.put(key, value);

        // Then
        assertThatThrownBy(() -> desk.start(order))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void nobodyKnowsALoadThatWasNotOrdered() {
        assertThatThrownBy(() -> desk.report("plant/other")).hasMessage("no load was ordered for \"plant/other\"");
    }
}
