package dev.bailiwick.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bailiwick.metrics.EngineKind;
import dev.bailiwick.metrics.EngineReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Estimated arrivals against what the clients of a real vLLM sent. */
class RecordedArrivalsTest {

    /** The phase in which twice as many requests arrived as the engine bears, in seconds. */
    private static final int OVERLOAD_FROM = 274;

    private static final int OVERLOAD_TO = 364;

    @Test
    void estimatesArrivalsWithinTenPercentAtTwiceTheLoadThatTheEngineBears() throws IOException {
        // Given
        List<Double> truth = lines("vllm-overload-arrivals.csv.gz").stream()
                .skip(1)
                .map(Double::valueOf)
                .toList();
        EngineReader reader = new EngineReader(EngineKind.VLLM);
        LearnedState learned = LearnedState.empty();
        double estimated = 0;
        double sent = 0;
        int compared = 0;

        // When
        for (var scrape : scrapes().entrySet()) {
            Instant at = Scene.START.plusMillis(Math.round(scrape.getKey() * 1000));
            Scrape page = Scrape.of(reader.read(scrape.getValue().getBytes(StandardCharsets.UTF_8)), at);
            PodReading pod =
                    new PodReading("uid", "pod", PodReading.State.READY, Scene.START, Scene.START, Scene.START, page);
            Observation observation = new Observation(at, "r1", 1, List.of(pod));
            Decision decision = new Autoscaler().decide(observation, Policies.queue(4), learned, at);
            learned = decision.next();
            double end = scrape.getKey();
            if (end >= OVERLOAD_FROM + 60 && end <= OVERLOAD_TO) {
                double arrived = truth.stream()
                        .filter(time -> time > end - 60 && time <= end)
                        .count();
                double estimate = decision.signals().arrivalsPerSecond().orElseThrow() * 60;
                assertThat(estimate).isCloseTo(arrived, Percentage.withPercentage(10));
                estimated += estimate;
                sent += arrived;
                compared++;
            }
        }

        // Then
        assertThat(compared).isGreaterThan(10);
        assertThat(estimated / sent).isCloseTo(1, within(0.02));
    }

    private static SortedMap<Double, String> scrapes() throws IOException {
        TreeMap<Double, StringBuilder> pages = new TreeMap<>();
        for (String line : lines("vllm-overload.prom.gz")) {
            if (line.startsWith("# scrape ")) {
                pages.put(Double.valueOf(line.substring("# scrape ".length())), new StringBuilder());
            } else {
                pages.lastEntry().getValue().append(line).append('\n');
            }
        }
        SortedMap<Double, String> texts = new TreeMap<>();
        pages.forEach((time, page) -> texts.put(time, page.toString()));
        return texts;
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream resource =
                        Objects.requireNonNull(RecordedArrivalsTest.class.getResourceAsStream("/recorded/" + name));
                InputStream plain = new GZIPInputStream(resource)) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
