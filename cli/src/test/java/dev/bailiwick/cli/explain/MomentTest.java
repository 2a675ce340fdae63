package dev.bailiwick.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bailiwick.cli.Fault;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {

    private static final Instant NOW = Instant.parse("2026-11-24T15:10:00Z");
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T14:03:00Z, 2026-11-24T14:03:00Z",
        "2026-11-24T14:03:00+01:00, 2026-11-24T13:03:00Z",
        "14:03, 2026-11-24T13:03:00Z",
        "9:05, 2026-11-24T08:05:00Z",
        "14:03:20, 2026-11-24T13:03:20Z",
        "-15m, 2026-11-24T14:55:00Z",
        "-1h30m, 2026-11-24T13:40:00Z",
        "now, 2026-11-24T15:10:00Z"
    })
    void isWrittenAsPeopleWriteIt(String text, Instant moment) {
        assertThat(Moment.parse(text, NOW, PARIS)).isEqualTo(moment);
    }

    @Test
    void ofATimeOfDayThatIsToComeTheLastOneIsMeant() {
        assertThat(Moment.parse("23:50", NOW, PARIS)).isEqualTo("2026-11-23T22:50:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "25:00", "-5 minutes", "", "2026-11-24", "-"})
    void anythingElseIsRefusedWithAnExample(String text) {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> Moment.parse(text, NOW, PARIS))
                .withMessage("--at %s is no moment: write it like 2026-11-24T14:03:00Z, 14:03, -15m or now", text)
                .satisfies(fault -> assertThat(fault.exitCode()).isEqualTo(2));
    }

    @Test
    void whatIsToComeIsRefused() {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> Moment.parse("2026-11-25T00:00:00Z", NOW, PARIS))
                .withMessageContaining("is to come");
    }
}
