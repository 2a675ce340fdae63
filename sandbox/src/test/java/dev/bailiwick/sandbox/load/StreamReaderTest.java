package dev.bailiwick.sandbox.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StreamReaderTest {
    private static final String ROLE = event("{\"role\":\"assistant\",\"content\":\"\"}");
    private static final String TOKEN = event("{\"content\":\"word \"}");
    private static final String USAGE = "data: {\"choices\":[],\"usage\":{\"completion_tokens\":7}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private final AtomicLong seconds = new AtomicLong();
    /** Each look at it is a second later. */
    private final InstantSource clock = () -> Instant.EPOCH.plusSeconds(seconds.incrementAndGet());

    @Test
    void notesTheFirstAndTheLastTokenAndTheServersCount() {
        assertThat(read(stream(":\n\n" + ROLE + TOKEN + TOKEN + TOKEN + USAGE + DONE)))
                .isEqualTo(new StreamReader.Whole(at(1), at(3), 7));
    }

    @Test
    void countsEventsWhereTheServerDoesNotCount() {
        assertThat(read(stream(ROLE + TOKEN + TOKEN + DONE))).isEqualTo(new StreamReader.Whole(at(1), at(2), 2));
    }

    @Test
    void readsATextCompletion() {
        assertThat(read(stream("data: {\"choices\":[{\"text\":\"a\"}]}\r\n\r\n" + DONE)))
                .isEqualTo(new StreamReader.Whole(at(1), at(1), 1));
    }

    @Test
    void isCutWithoutDone() {
        assertThat(read(stream(ROLE + TOKEN)))
                .isEqualTo(new StreamReader.Cut("after 1 events: the stream ended without [DONE]"));
    }

    @Test
    void isCutWithoutAToken() {
        assertThat(read(stream(ROLE + DONE))).isEqualTo(new StreamReader.Cut("the stream ended without a token"));
    }

    @Test
    void isCutWhenTheConnectionBreaks() {
        // Given
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                throw new IOException("reset");
            }
        };
        // Then
        assertThat(read(new SequenceInputStream(stream(TOKEN), broken)))
                .isInstanceOfSatisfying(
                        StreamReader.Cut.class, cut -> assertThat(cut.reason()).contains("reset"));
    }

    @Test
    void isCutByAnEventThatIsNoJson() {
        assertThat(read(stream("data: {\n\n"))).isInstanceOf(StreamReader.Cut.class);
    }

    private StreamReader.End read(InputStream stream) {
        return new StreamReader(clock).read(stream);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static String event(String delta) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}\n\n";
    }

    private static Instant at(long second) {
        return Instant.EPOCH.plusSeconds(second);
    }
}
