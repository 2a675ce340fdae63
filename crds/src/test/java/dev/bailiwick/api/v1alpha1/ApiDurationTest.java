package dev.bailiwick.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiDurationTest {

    @ParameterizedTest
    @CsvSource({
        "0s, PT0S",
        "90s, PT90S",
        "2.5s, PT2.5S",
        "1h30m, PT1H30M",
        "80ms, PT0.08S",
        "0.25ms, PT0.00025S",
        "0.1h, PT6M",
        "1m1m, PT2M",
        "720h, PT720H",
    })
    void readsWhatTheApiWrites(String text, Duration wanted) {
        // When
        var read = ApiDuration.parse(text);

        // Then
        assertThat(read).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "s", "-5m", "+5m", "5 m", "5d", "100us", ".5s", "5.s", "1,5s", "1m1m1m1m1m1m1m1m1m"})
    void refusesWhatIsNoDuration(String text) {
        // Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiDuration.parse(text))
                .withMessage("\"%s\" is not a duration: write it like 90s, 2.5s or 1h30m", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"720h1ms", "999999h999999h9h"})
    void refusesMoreThanThirtyDays(String text) {
        // Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiDuration.parse(text))
                .withMessage("\"%s\" is too long: the most is 720h", text);
    }
}
