package dev.bailiwick.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class TraceTest {

    @Test
    void readsAFile() throws IOException {
        // When
        TraceFile.Reading reading = read("arrival_s,prompt_tokens,output_tokens\n0.5,100,20\n7.25,3,4\n");
        // Then
        Trace trace = ((TraceFile.Loaded) reading).trace();
        assertThat(trace.name()).isEqualTo("day");
        assertThat(trace.requests()).isEqualTo(2);
        assertThat(trace.seconds()).isEqualTo(7.25);
        assertThat(trace.atSeconds(0)).isEqualTo(0.5);
        assertThat(trace.promptTokens(1)).isEqualTo(3);
        assertThat(trace.outputTokens(1)).isEqualTo(4);
    }

    @Test
    void refusesAFileWithItsLineAndRemedy() throws IOException {
        assertThat(read("arrival_s,prompt_tokens,output_tokens\n5,1,1\n4,1,1\n"))
                .isInstanceOfSatisfying(TraceFile.Refused.class, refused -> {
                    assertThat(refused.line()).isEqualTo(3);
                    assertThat(refused.message()).contains("sort the trace by arrival_s");
                });
    }

    @Test
    void cutsAPart() {
        // Given
        Trace trace = Cells.trace(100, 8, 1, 0, 10, 10, 20, 99);
        // When
        Trace part = trace.cut(10, 10);
        // Then it begins at 10 s, that included, and ends before 20 s
        assertThat(part.requests()).isEqualTo(2);
        assertThat(part.atSeconds(0)).isZero();
        assertThat(part.seconds()).isEqualTo(10);
        assertThat(trace.cut(50, 1_000).seconds()).isEqualTo(50);
        assertThat(trace.cut(50, 1_000).requests()).isEqualTo(1);
    }

    @Test
    void putsClientsOutOfStepAndKeepsTheirRequests() {
        // Given a load that doubles at 3,000 s, all at once
        double[] at = IntStream.range(0, 9_000)
                .mapToDouble(i -> i < 3_000 ? i : 3_000 + (i - 3_000) / 2.0)
                .toArray();
        Trace trace = Cells.trace(6_000, 8, 1, at);
        // When
        Trace shifted = ClientPhases.shifted(trace, 5);
        // Then the step is a slope of ten minutes
        assertThat(shifted.requests()).isEqualTo(9_000);
        assertThat(shifted.cut(1_000, 300).requests()).isBetween(270, 330);
        assertThat(shifted.cut(3_150, 300).requests()).isBetween(380, 520);
        assertThat(shifted.cut(4_000, 300).requests()).isBetween(560, 640);
        assertThat(times(shifted)).isSorted();
        assertThat(times(shifted)).isEqualTo(times(ClientPhases.shifted(trace, 5)));
        assertThat(times(shifted)).isNotEqualTo(times(ClientPhases.shifted(trace, 6)));
    }

    private static double[] times(Trace trace) {
        double[] times = new double[trace.requests()];
        Arrays.setAll(times, trace::atSeconds);
        return times;
    }

    private static TraceFile.Reading read(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return TraceFile.read("day", new ByteArrayInputStream(bytes.toByteArray()));
    }
}
