package dev.bailiwick.lab.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bailiwick.lab.simulator.TraceReader.End;
import dev.bailiwick.lab.simulator.TraceReader.Item;
import dev.bailiwick.lab.simulator.TraceReader.Refused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TraceReaderTest {
    private static final String HEADER = "arrival_s,prompt_tokens,output_tokens\n";

    @Test
    void readsArrivalsInOrderAndThenTheirCount() throws IOException {
        // When
        List<Item> items = read(gzip(HEADER + "0.000,374,44\n0.000,1,1\n3600.5,100000,2000"));
        // Then
        assertThat(items)
                .containsExactly(
                        new Arrival(0, 374, 44), new Arrival(0, 1, 1), new Arrival(3600.5, 100_000, 2_000), new End(3));
    }

    @Test
    void findsItsColumnsWhereverTheyAre() throws IOException {
        // When
        List<Item> items = read(gzip("output_tokens,client,arrival_s, prompt_tokens\r\n5,x,1.5, 7\r\n"));
        // Then
        assertThat(items).containsExactly(new Arrival(1.5, 7, 5), new End(1));
    }

    @Test
    void staysAtItsEnd() throws IOException {
        // Given
        try (TraceReader reader = new TraceReader(new ByteArrayInputStream(gzip(HEADER + "1,1,0\n2,1,1\n")))) {
            // When
            Item first = reader.next();
            // Then
            assertThat(first).isInstanceOf(Refused.class);
            assertThat(reader.next()).isSameAs(first);
        }
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                arguments(
                        "",
                        1,
                        "the header \"\" lacks the column arrival_s; it must be arrival_s,prompt_tokens,output_tokens"),
                arguments(
                        "arrival_s,prompt_tokens\n1,2\n",
                        1,
                        "the header \"arrival_s,prompt_tokens\" lacks the column output_tokens; it must be arrival_s,prompt_tokens,output_tokens"),
                arguments(HEADER, 1, "the trace has a header and no arrival; give at least one line"),
                arguments(
                        HEADER + "1,2,3\n2,3\n",
                        3,
                        "the line \"2,3\" has 2 columns where the header has 3; was the file cut?"),
                arguments(
                        HEADER + "2,1,1\n1.5,1,1\n",
                        3,
                        "arrival_s \"1.5\" is before the 2.0 of the line above; sort the trace by arrival_s"),
                arguments(
                        HEADER + "-1,1,1\n",
                        2,
                        "arrival_s \"-1\" is not between 0 and ten years; write seconds from the start of the trace"),
                arguments(
                        HEADER + "1700000000,1,1\n",
                        2,
                        "arrival_s \"1700000000\" is not between 0 and ten years; write seconds from the start of the trace"),
                arguments(
                        HEADER + "NaN,1,1\n",
                        2,
                        "arrival_s \"NaN\" is not between 0 and ten years; write seconds from the start of the trace"),
                arguments(
                        HEADER + "12:00,1,1\n",
                        2,
                        "arrival_s \"12:00\" is not a number; write seconds from the start of the trace"));
    }

    static Stream<Arguments> unusableTokens() {
        return Stream.of(
                arguments(
                        HEADER + "1,-5,1\n",
                        2,
                        "prompt_tokens \"-5\" is not a whole number from 1 to 100000000; correct the line or leave it out"),
                arguments(
                        HEADER + "1,5,0\n",
                        2,
                        "output_tokens \"0\" is not a whole number from 1 to 100000000; correct the line or leave it out"),
                arguments(
                        HEADER + "1,5,999999999999\n",
                        2,
                        "output_tokens \"999999999999\" is not a whole number from 1 to 100000000; correct the line or leave it out"),
                arguments(
                        HEADER + "1,5,\n",
                        2,
                        "output_tokens \"\" is not a whole number from 1 to 100000000; correct the line or leave it out"),
                arguments(HEADER + "\n", 2, "the line \"\" has 1 column where the header has 3; was the file cut?"));
    }

    @ParameterizedTest
    @MethodSource({"unusable", "unusableTokens"})
    void refusesWithTheLineAndTheRemedy(String text, long line, String message) throws IOException {
        assertThat(read(gzip(text)).getLast()).isEqualTo(new Refused(line, message));
    }

    @Test
    void refusesAStreamThatWasCut() throws IOException {
        // Given
        byte[] whole = gzip(HEADER + "1,2,3\n".repeat(1_000));
        // When
        Item last = read(Arrays.copyOf(whole, whole.length - 12)).getLast();
        // Then
        assertThat(last)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.message())
                                .isEqualTo("the gzip stream is truncated after line " + refused.line()
                                        + "; fetch the file again"));
    }

    @Test
    void refusesWhatIsNotGzip() throws IOException {
        assertThat(read((HEADER + "1,2,3\n").getBytes(UTF_8)))
                .containsExactly(new Refused(0, "the file is not gzip; compress it with gzip"));
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        assertThat(read(new byte[0]))
                .containsExactly(new Refused(0, "the gzip stream is truncated after line 0; fetch the file again"));
    }

    @Test
    void refusesAStreamThatWasDamaged() throws IOException {
        // Given
        byte[] damaged = gzip(HEADER + "1,2,3\n");
        damaged[damaged.length - 6] ^= 1;
        // When
        Item last = read(damaged).getLast();
        // Then
        assertThat(last)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.message())
                                .isEqualTo("the gzip stream is corrupt; fetch the file again"));
    }

    @Test
    void refusesBytesThatAreNoText() throws IOException {
        // Given
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write((HEADER + "1,2,\u00e9\n").getBytes(ISO_8859_1));
        }
        // When
        Item last = read(bytes.toByteArray()).getLast();
        // Then
        assertThat(last)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.message())
                                .isEqualTo("the line is not UTF-8 text; write the trace as plain CSV"));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static List<Item> read(byte[] file) throws IOException {
        List<Item> items = new ArrayList<>();
        try (TraceReader reader = new TraceReader(new ByteArrayInputStream(file))) {
            do {
                items.add(reader.next());
            } while (items.getLast() instanceof Arrival);
        }
        return items;
    }
}
