package dev.bailiwick.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of runs where there is no terminal. */
class ProgressTest {
    private final StringWriter out = new StringWriter();
    private Progress progress = new Progress(new PrintWriter(out), false, 1, 0);

    @BeforeEach
    void ofSixHundredRuns() {
        progress = new Progress(new PrintWriter(out), false, 600, 0);
    }

    @Test
    void howLongItWillTakeIsSaidAfterTheFirst() {
        // When
        progress.reached(10, "ours");
        progress.reached(20, "ours");
        // Then
        assertThat(out.toString().lines()).singleElement().asString().startsWith("10 of 600 runs, about ");
    }

    @Test
    void thenALineForEachTenth() {
        // When
        for (int run = 10; run <= 600; run += 10) {
            progress.reached(run, "ours");
        }
        // Then
        assertThat(out.toString().lines()).hasSize(11);
        assertThat(out.toString())
                .contains("60 of 600 runs, about")
                .endsWith("600 of 600 runs" + System.lineSeparator());
    }
}
