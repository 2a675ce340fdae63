package dev.bailiwick.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** Any page with an engine's own metric names: a reading holds numbers that an engine can have, or the page is refused in whole. */
class EngineMapsFuzzTest {

    private static final String[] VALUES = {
        "0", "1", "-0", "1e6", "1e15", "1e308", "-1", "NaN", "+Inf", "-Inf", "0.5", "1.001"
    };

    private static final String[] LABEL_VALUES = {
        "0.1", "2.5", "+Inf", "-Inf", "NaN", "None", "16", "999999999999999", "stop", ""
    };

    private static final String[] LABEL_NAMES = {
        "le",
        "reason",
        "finished_reason",
        "model_name",
        "num_gpu_blocks",
        "block_size",
        "kv_cache_size_tokens",
        "request_type",
        "kv_cache_block_type"
    };

    @AfterAll
    static void theFuzzerSawItsSubject() throws ReflectiveOperationException {
        SeenByFuzzer.atLeast(400);
    }

    @FuzzTest(maxDuration = "60s")
    void everyReadingIsWhatAnEngineCanHave(FuzzedDataProvider data) {
        // Given
        EngineKind kind = data.pickValue(EngineKind.values());
        byte[] page = page(data, List.copyOf(kind.map().metricNames()));

        // When
        EngineReading reading = new EngineReader(kind).read(page);

        // Then
        switch (reading) {
            case EngineReading.Refused refused -> assertThat(refused.message()).isNotBlank();
            case EngineReading.Read(EngineSample sample) -> assertSound(sample);
        }
    }

    private static byte[] page(FuzzedDataProvider data, List<String> names) {
        StringBuilder page = new StringBuilder();
        while (data.remainingBytes() > 0 && page.length() < 1 << 14) {
            page.append(data.pickValue(names));
            int labels = data.consumeInt(0, 3);
            for (int i = 0; i < labels; i++) {
                page.append(i == 0 ? "{" : ",")
                        .append(data.pickValue(LABEL_NAMES))
                        .append("=\"");
                page.append(data.consumeBoolean() ? data.pickValue(LABEL_VALUES) : escaped(data.consumeString(8)));
                page.append(i == labels - 1 ? "\"}" : "\"");
            }
            page.append(' ').append(value(data)).append('\n');
        }
        return Pages.utf8(page.toString());
    }

    private static String value(FuzzedDataProvider data) {
        return switch (data.consumeInt(0, 2)) {
            case 0 -> data.pickValue(VALUES);
            case 1 -> Integer.toString(data.consumeInt(0, 100_000));
            default -> Double.toString(data.consumeDouble()).replace("Infinity", "Inf");
        };
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static void assertSound(EngineSample sample) {
        assertThat(numbers(sample))
                .allSatisfy(number -> assertThat(number).isFinite().isNotNegative());
        assertThat(sample.kvCacheUsage().orElse(0)).isLessThanOrEqualTo(1.001);
        Histogram histogram = sample.timeToFirstToken();
        if (histogram != null) {
            assertThat(histogram.upperEdges())
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .doesNotContain(Double.NaN);
            assertThat(histogram.upperEdges().getLast()).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(histogram.cumulative()).hasSameSizeAs(histogram.upperEdges());
        }
    }

    private static List<Double> numbers(EngineSample sample) {
        Histogram histogram = sample.timeToFirstToken();
        return Stream.of(
                        List.of(sample.running(), sample.waiting()),
                        sample.waitingByReason().values(),
                        sample.finishedByReason().values(),
                        Stream.of(
                                        sample.kvCacheUsage(),
                                        sample.kvCacheTokens(),
                                        sample.promptTokens(),
                                        sample.generationTokens(),
                                        sample.cachedPromptTokens(),
                                        sample.preemptions(),
                                        sample.startedAt())
                                .filter(OptionalDouble::isPresent)
                                .map(OptionalDouble::getAsDouble)
                                .toList(),
                        of(sample.iterationTokens()),
                        of(sample.interTokenLatency()),
                        of(sample.requestPromptTokens()),
                        of(sample.requestGenerationTokens()),
                        histogram == null ? List.<Double>of() : histogram.cumulative(),
                        histogram == null ? List.<Double>of() : List.of(histogram.sum()))
                .flatMap(Collection::stream)
                .toList();
    }

    private static List<Double> of(@Nullable Distribution distribution) {
        return distribution == null ? List.of() : List.of(distribution.sum(), distribution.count());
    }
}
