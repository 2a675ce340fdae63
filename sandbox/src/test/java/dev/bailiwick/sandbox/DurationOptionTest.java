package dev.bailiwick.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationOptionTest {
    private final DurationOption option = new DurationOption();

    @ParameterizedTest
    @CsvSource({"250ms, 250", "2.5s, 2500", "4m, 240000", "1h, 3600000", "600, 600000", "0, 0"})
    void readsANumberAndItsUnit(String value, long millis) {
        assertThat(option.convert(value)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "1d", "1 s", "1e3", "99999999999", "999999999h"})
    void saysHowToWriteWhatItCannotRead(String value) {
        assertThatThrownBy(() -> option.convert(value))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageStartingWith("\"" + value + "\" is ");
    }
}
