package dev.bailiwick.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "90s, 90000",
        "2.5s, 2500",
        "1h30m, 5400000",
        "1.5h, 5400000",
        "250ms, 250",
        "0.5ms1s, 1000",
        "30m1h, 5400000",
        "720h, 2592000000"
    })
    void readsWhatTheApiAllows(String text, long millis) {
        assertThat(Durations.parse(text).toMillis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "5 s", "-5s", "5d", "5s ", "1h-30m", ".5s", "5.s", "1e3s", "PT5S"})
    void refusesEverythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage("\"" + text + "\" is no duration; write it like 90s, 2.5s or 1h30m");
    }

    @Test
    void takesTheDefaultForWhatIsAbsent() {
        assertThat(Durations.parse(null, Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
        assertThat(Durations.parse("1s", Duration.ofMinutes(5))).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0ms",
        "250, 250ms",
        "2500, 2.5s",
        "90000, 90s",
        "300000, 5m",
        "3600000, 1h",
        "5400000, 1h30m",
        "5401000, 5401s"
    })
    void writesAsAPersonDoes(long millis, String text) {
        assertThat(Durations.format(Duration.ofMillis(millis))).isEqualTo(text);
        assertThat(Durations.parse(text).toMillis()).isEqualTo(millis);
    }
}
