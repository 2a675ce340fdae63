package dev.bailiwick.lab.replay.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.replay.Trace;
import dev.bailiwick.lab.replay.TraceFile;
import dev.bailiwick.lab.replay.attack.Assault.Stretch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Loads as an adversary bends them. */
class AssaultTest {
    private static final Stretch BUSY = new Stretch(20, 400, 100);
    private static final Stretch SILENT = new Stretch(0, 400, 100);

    private static List<Double> arrivals(Trace trace) {
        return IntStream.range(0, trace.requests()).mapToObj(trace::atSeconds).toList();
    }

    @Test
    void aStretchHasItsRateAndItsLengths() {
        // When
        Trace trace = new Assault(Collections.nCopies(30, BUSY)).trace("load", 1);

        // Then
        assertThat(trace.requests()).isCloseTo(20 * 3_600, Percentage.withPercentage(2));
        assertThat(IntStream.range(0, trace.requests())
                        .mapToLong(trace::promptTokens)
                        .average()
                        .orElseThrow())
                .isCloseTo(400, Percentage.withPercentage(2));
        assertThat(IntStream.range(0, trace.requests())
                        .mapToLong(trace::outputTokens)
                        .average()
                        .orElseThrow())
                .isCloseTo(100, Percentage.withPercentage(2));
        assertThat(arrivals(trace)).isSorted();
    }

    @Test
    void silenceHasNoRequestAndWhatComesAfterItStaysAsItWas() {
        // When
        Trace before = new Assault(List.of(BUSY, BUSY, BUSY)).trace("load", 1);
        Trace after = new Assault(List.of(BUSY, SILENT, BUSY)).trace("load", 1);

        // Then
        assertThat(arrivals(after)).noneMatch(at -> at >= 120 && at < 240);
        assertThat(arrivals(after))
                .isEqualTo(arrivals(before).stream()
                        .filter(at -> at < 120 || at >= 240)
                        .toList());
    }

    @Test
    void aTraceThatIsWrittenIsReadAsItWas() throws IOException {
        // Given
        Trace trace = new Assault(List.of(BUSY, SILENT)).trace("load", 3);

        // When
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        TraceFile.write(trace, file);
        TraceFile.Reading read = TraceFile.read("load", new ByteArrayInputStream(file.toByteArray()));

        // Then
        assertThat(read).isInstanceOfSatisfying(TraceFile.Loaded.class, loaded -> {
            assertThat(arrivals(loaded.trace())).isEqualTo(arrivals(trace));
            assertThat(loaded.trace().seconds()).isEqualTo(trace.seconds());
            assertThat(IntStream.range(0, trace.requests()))
                    .allMatch(i -> loaded.trace().promptTokens(i) == trace.promptTokens(i)
                            && loaded.trace().outputTokens(i) == trace.outputTokens(i));
        });
    }
}
