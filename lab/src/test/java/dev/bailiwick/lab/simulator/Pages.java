package dev.bailiwick.lab.simulator;

import dev.bailiwick.metrics.PageParser;
import dev.bailiwick.metrics.ParseResult;
import dev.bailiwick.metrics.Series;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Pages, recorded and simulated, as the tests read them. */
final class Pages {

    private Pages() {}

    /** A page of a real vLLM 0.32. */
    static byte[] recorded() {
        try (InputStream stream = Objects.requireNonNull(Pages.class.getResourceAsStream("vllm-0.32.prom"))) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recorded page as later scrapes would find it: every counter that had moved by then has moved on. */
    static byte[] recordedLater(int scrape) {
        String text = new String(recorded(), StandardCharsets.UTF_8);
        return text.lines()
                .map(line -> moved(line, scrape))
                .collect(Collectors.joining("\n", "", "\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String moved(String line, int scrape) {
        int blank = line.lastIndexOf(' ');
        String value = line.substring(blank + 1);
        if (line.startsWith("#") || line.contains("_created") || line.contains("_info") || value.equals("0.0")) {
            return line;
        }
        return line.substring(0, blank + 1) + (Double.parseDouble(value) + 7.0 * scrape);
    }

    /** Every sample of the engine's own families, in page order. */
    static SequencedMap<Series, Double> samples(byte[] page) {
        SequencedMap<Series, Double> samples = new LinkedHashMap<>();
        ParseResult result = PageParser.all().parse(page, (series, value) -> {
            if (series.name().startsWith("vllm:")) {
                samples.put(series, value);
            }
        });
        if (!(result instanceof ParseResult.Parsed)) {
            throw new AssertionError(result.toString());
        }
        return samples;
    }

    /** The TYPE lines of the engine's own families, in page order. */
    static List<String> types(byte[] page) {
        return new String(page, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("# TYPE vllm:"))
                .toList();
    }

    /** A series without what differs between two servers: the model's name and the cache's configuration. */
    static String shape(Series series) {
        Map<String, String> labels = new LinkedHashMap<>(series.labels().values());
        if (series.name().equals("vllm:cache_config_info")) {
            labels.replaceAll((name, value) -> name.equals("engine") ? value : "*");
        }
        labels.computeIfPresent("model_name", (name, value) -> "*");
        return series.name() + labels;
    }
}
