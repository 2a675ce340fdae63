package dev.bailiwick.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bailiwick.metrics.Pages.Sample;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageWriterTest {

    private static final Labels LABELS = Labels.of(Map.of("engine", "0", "model_name", "tiny-llama"));

    @Test
    void writesTheLinesOfTheRecordedPage() {
        // When
        String page = new PageWriter()
                .gauge("vllm:num_requests_running", "Number of requests in model execution batches.")
                .sample(LABELS, 0)
                .counter("vllm:generation_tokens", "Number of generation tokens processed.")
                .sample(LABELS, 1268)
                .created("vllm:generation_tokens", "Number of generation tokens processed.")
                .sample(LABELS, 1.7955333510611691e9)
                .histogram("vllm:request_generation_tokens", "Number of generation tokens processed.")
                .buckets(
                        LABELS,
                        new double[] {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000},
                        new long[] {0, 0, 0, 0, 0, 11, 5, 4, 0, 0, 0, 0},
                        1268)
                .created("vllm:request_generation_tokens", "Number of generation tokens processed.")
                .sample(LABELS, 1.7955333510613487e9)
                .text();

        // Then
        String recorded = new String(Pages.recorded(), StandardCharsets.UTF_8);
        for (String block : page.split("(?=# HELP)", -1)) {
            assertThat(recorded).contains(block);
        }
    }

    @Test
    void writesWhatTheParserReadsBack() {
        // Given
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            Labels labels = Labels.of(Map.of("a", text(random), "b", text(random)));
            double value = Double.longBitsToDouble(random.nextLong());

            // When
            List<Sample> samples = Pages.samples(new PageWriter()
                    .gauge("x:y", text(random))
                    .sample(labels, value)
                    .text());

            // Then
            assertThat(samples).containsExactly(new Sample("x:y", labels, value));
        }
    }

    @Test
    void writesCumulativeBuckets() {
        // When
        List<Sample> samples = Pages.samples(new PageWriter()
                .histogram("h", "")
                .buckets(Labels.NONE, new double[] {0.5, 1}, new long[] {2, 0, 1}, 7.25)
                .text());

        // Then
        assertThat(samples)
                .containsExactly(
                        new Sample("h_bucket", Labels.of(Map.of("le", "0.5")), 2),
                        new Sample("h_bucket", Labels.of(Map.of("le", "1.0")), 2),
                        new Sample("h_bucket", Labels.of(Map.of("le", "+Inf")), 3),
                        new Sample("h_count", Labels.NONE, 3),
                        new Sample("h_sum", Labels.NONE, 7.25));
    }

    @Test
    void refusesBucketsThatDoNotFitTheirEdges() {
        assertThatThrownBy(() ->
                        new PageWriter().histogram("h", "").buckets(Labels.NONE, new double[] {1}, new long[] {1}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 edges need one count more, not 1");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "12, 12.0",
        "0.05, 0.05",
        "999999, 999999.0",
        "1000000, 1.0e+06",
        "4502269952, 4.502269952e+09",
        "-1234567.5, -1.2345675e+06",
        "1e-7, 1.0e-07",
        "1e100, 1.0e+100",
        "NaN, NaN",
        "-Infinity, -Inf",
    })
    void writesTheNumber(double value, String text) {
        assertThat(PageWriter.number(value)).isEqualTo(text);
    }

    private static String text(Random random) {
        String alphabet = "ab\\\"\n{},= é#\t";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
