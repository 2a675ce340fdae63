package dev.bailiwick.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "NaN, -",
        "0, 0 ms",
        "0.0424, 42 ms",
        "0.9994, 999 ms",
        "0.9996, 1.0 s",
        "1.26, 1.3 s",
        "9.96, 10 s",
        "41.6, 42 s"
    })
    void secondsAreShortAndNeverPretendToKnow(double seconds, String words) {
        assertThat(Words.seconds(seconds)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"NaN, -", "0, 0.0 %", "0.9534, 95.3 %", "0.9999, 99.9 %", "1, 100.0 %"})
    void aHundredPercentIsAllOfThem(double share, String words) {
        assertThat(Words.percent(share)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0, 0:00", "9.9, 0:09", "60, 1:00", "245.2, 4:05", "3600, 60:00"})
    void aClockCountsMinutesAndSeconds(double seconds, String words) {
        assertThat(Words.clock(seconds)).isEqualTo(words);
    }

    @Test
    void barsRiseToTheHighest() {
        assertThat(Words.bars(List.of(0.0, 1.0, 4.0, 8.0), 8, 10)).isEqualTo(" ▂▅█");
    }

    @Test
    void barsShowTheLastValuesThatFit() {
        assertThat(Words.bars(List.of(8.0, 8.0, 1.0, 8.0), 8, 2)).isEqualTo("▂█");
        assertThat(Words.bars(List.of(8.0, 8.0), 8, 0)).isEmpty();
        assertThat(Words.bars(List.of(), 8, 5)).isEmpty();
    }

    @Test
    void aValueBeyondTheHighestIsAFullBarAndAllZeroIsBlank() {
        assertThat(Words.bars(List.of(9.0), 4, 5)).isEqualTo("█");
        assertThat(Words.bars(List.of(0.0, 0.0), 0, 5)).isEqualTo("  ");
    }
}
