package dev.bailiwick.metrics;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the pages of one kind of engine. A reader remembers the lines of the last page and is fastest when it always
 * reads the same engine's pages. It is not safe for use by several threads at once.
 */
public final class EngineReader {

    private final EngineMap map;
    private final PageParser parser;

    /** A reader for an engine. */
    public EngineReader(EngineKind kind) {
        this.map = kind.map();
        this.parser = PageParser.of(map.metricNames());
    }

    /** Reads a page from a stream, at most one byte more than a page may have. */
    public EngineReading read(InputStream page) throws IOException {
        SignalCollector collector = new SignalCollector(map);
        return answer(parser.parse(page, collector), collector);
    }

    /** Reads a page. */
    public EngineReading read(byte[] page) {
        return read(page, page.length);
    }

    /** Reads the first {@code length} bytes of an array as a page. */
    public EngineReading read(byte[] page, int length) {
        SignalCollector collector = new SignalCollector(map);
        return answer(parser.parse(page, length, collector), collector);
    }

    private static EngineReading answer(ParseResult result, SignalCollector collector) {
        return switch (result) {
            case ParseResult.Parsed parsed -> collector.reading();
            case ParseResult.Malformed malformed ->
                new EngineReading.Refused(
                        EngineReading.Reason.MALFORMED,
                        "line %d, column %d: %s".formatted(malformed.line(), malformed.column(), malformed.message()));
            case ParseResult.TooLarge tooLarge ->
                new EngineReading.Refused(
                        EngineReading.Reason.TOO_LARGE, "the page has more than " + tooLarge.limitBytes() + " bytes");
        };
    }
}
