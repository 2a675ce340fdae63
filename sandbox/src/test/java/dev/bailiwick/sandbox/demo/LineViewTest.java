package dev.bailiwick.sandbox.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineViewTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LineView view = new LineView(new PrintStream(written, true, UTF_8));

    @Test
    void beforeAnythingIsKnownNothingIsMadeUp() {
        view.show(Snapshots.first());

        assertThat(lines())
                .containsExactly(" 0:00  desired 0  ready 0  draining 0  queue     -       - tokens/s"
                        + "  TTFT p95       -  attainment -");
    }

    @Test
    void whatClientsElsewhereFeelIsLeftOut() {
        view.show(Snapshots.clientsElsewhere());

        assertThat(lines()).containsExactly(" 0:07  desired 0  ready 0  draining 0  queue     -       - tokens/s");
    }

    @Test
    void everyFifthMomentIsALine() {
        for (var second = 0; second < 11; second++) {
            view.show(Snapshots.at(second, 2, 2, "41 requests wait"));
        }

        assertThat(lines())
                .containsExactly(
                        " 0:00  desired 2  ready 2  draining 1  queue    41    1800 tokens/s  TTFT p95   1.7 s  attainment 95.3 %",
                        " 0:05  desired 2  ready 2  draining 1  queue    41    1800 tokens/s  TTFT p95   1.7 s  attainment 95.3 %",
                        " 0:10  desired 2  ready 2  draining 1  queue    41    1800 tokens/s  TTFT p95   1.7 s  attainment 95.3 %");
    }

    @Test
    void everyChangeOfSizeIsALineOfItsOwnOnce() {
        view.show(Snapshots.at(1, 1, 1, "nothing to do"));
        view.show(Snapshots.at(2, 1, 3, "scaled 1 -> 3: 41 requests wait"));
        view.show(Snapshots.at(2, 1, 3, "scaled 1 -> 3: 41 requests wait"));

        assertThat(lines()).hasSize(2).last().isEqualTo("  -> scaled 1 -> 3: 41 requests wait");
    }

    private List<String> lines() {
        return written.toString(UTF_8).lines().toList();
    }
}
