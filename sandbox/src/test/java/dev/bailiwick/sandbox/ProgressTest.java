package dev.bailiwick.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void onATerminalAnUpdateReplacesTheOneBefore() {
        Progress progress = progress(true);

        progress.update("1 of 2");
        progress.update("2 of 2");
        progress.say("done");

        assertThat(written.toString(UTF_8)).isEqualTo("\r\u001b[K1 of 2\r\u001b[K2 of 2\r\u001b[Kdone\n");
    }

    @Test
    void elsewhereAnUpdateIsALineOnlyAfterAWhileOfSilence() {
        Progress progress = progress(false);

        progress.say("compiling");
        progress.update("1 of 3");
        now = now.plusSeconds(20);
        progress.update("2 of 3");
        progress.update("3 of 3");
        progress.say("done");

        assertThat(written.toString(UTF_8)).isEqualTo("compiling\n2 of 3\ndone\n");
    }

    private Progress progress(boolean terminal) {
        return Progress.on(new PrintStream(written, true, UTF_8), terminal, () -> now);
    }
}
