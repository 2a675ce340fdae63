package dev.bailiwick.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Pages for tests. */
final class Pages {

    /** A sample as a sink received it. */
    record Sample(String name, Labels labels, double value) {}

    private Pages() {}

    static byte[] recorded() {
        try (InputStream page = Pages.class.getResourceAsStream("/pages/vllm-0.32-recorded.prom")) {
            if (page == null) {
                throw new IllegalStateException("the recorded page is missing");
            }
            return page.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static List<Sample> samples(String page) {
        return samples(PageParser.all(), utf8(page));
    }

    static List<Sample> samples(PageParser parser, byte[] page) {
        List<Sample> samples = new ArrayList<>();
        ParseResult result =
                parser.parse(page, (series, value) -> samples.add(new Sample(series.name(), series.labels(), value)));
        if (!(result instanceof ParseResult.Parsed)) {
            throw new AssertionError("not parsed: " + result);
        }
        return samples;
    }

    static ParseResult parse(String page) {
        return PageParser.all().parse(utf8(page), (series, value) -> {});
    }
}
