package dev.bailiwick.sandbox.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalViewTest {

    private static final String LONG =
            "scaled 2 -> 4: 41 requests wait on 2 replicas, about 20 each; 4 bring that to about 10, ".repeat(3);

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({"200, 50", "100, 30", "80, 24", "59, 24", "40, 12", "12, 5", "2, 2"})
    void nothingIsWiderOrHigherThanTheTerminal(int columns, int rows) throws IOException {
        // Given
        try (var terminal = dumb(columns, rows);
                var view = new TerminalView(terminal, "a heading of some length that says what is going on", 240)) {
            for (var second = 0; second < 60; second++) {
                // When
                var screen = view.screen(Snapshots.at(second, 2, 4, LONG), columns, rows);

                // Then
                assertThat(screen)
                        .hasSizeBetween(1, rows)
                        .allSatisfy(line -> assertThat(line.columnLength()).isLessThan(columns));
            }
        }
    }

    @Test
    void aWideTerminalShowsAllOfEveryLine() throws IOException {
        try (var terminal = dumb(160, 40);
                var view = new TerminalView(terminal, "heading", 240)) {
            // When
            var screen = view.screen(Snapshots.at(7, 2, 4, "scaled 2 -> 4: 41 requests wait"), 160, 40);

            // Then
            assertThat(screen)
                    .extracting(AttributedString::toString)
                    .startsWith(
                            "Bailiwick  heading",
                            "time 0:07 of 4:00 since the first Ready, from which everything below counts; load running",
                            "",
                            "maintenance-assistant   desired 4   ready 2   draining 1",
                            "queue 41   1800 tokens/s   TTFT p95 1.7 s (last minute)   attainment 95.3 %   812 GPU-seconds",
                            "",
                            "arrivals   █  4.4/s",
                            "ready      ▅  2",
                            "",
                            "decisions",
                            "10:00:07  scaled 2 -> 4: 41 requests wait")
                    .contains(
                            "maintenance-assistant    2/4    mistral-small@1a2b3c4d       1x NVIDIA-H100-80GB-HBM3     41      1800  ScaledUpOnQueue");
        }
    }

    @Test
    void aTerminalThatKnowsNeitherItsSizeNorAnyCodeIsWrittenTo() throws IOException {
        // When
        try (var terminal = dumb(0, 0);
                var view = new TerminalView(terminal, "heading", 240)) {
            view.show(Snapshots.first());
            view.show(Snapshots.at(7, 2, 4, "scaled 2 -> 4: 41 requests wait"));
        }

        // Then
        assertThat(written.toString(UTF_8))
                .contains("Bailiwick  heading", "time 0:00 of 4:00", "scaled 2 -> 4: 41 requests wait")
                .doesNotContain("null");
    }

    private Terminal dumb(int columns, int rows) throws IOException {
        var terminal =
                new DumbTerminal("test", Terminal.TYPE_DUMB, new ByteArrayInputStream(new byte[0]), written, UTF_8);
        terminal.setSize(Size.of(columns, rows));
        return terminal;
    }
}
