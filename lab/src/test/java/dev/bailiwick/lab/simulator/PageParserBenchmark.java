package dev.bailiwick.lab.simulator;

import dev.bailiwick.metrics.EngineKind;
import dev.bailiwick.metrics.EngineReader;
import dev.bailiwick.metrics.EngineReading;
import dev.bailiwick.metrics.PageParser;
import dev.bailiwick.metrics.ParseResult;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** How fast one thread reads a recorded page of 53 KB, in pages per second; {@link #main} prints megabytes per second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PageParserBenchmark {
    private static final double MEGABYTE = 1e6;

    private static final int SCRAPES = 64;

    /** Successive scrapes, whose values differ; a page read twice in a row would flatter a parser that remembers. */
    private final byte[][] pages =
            IntStream.range(0, SCRAPES).mapToObj(Pages::recordedLater).toArray(byte[][]::new);

    private int scrape;
    private final PageParser parser = PageParser.all();
    private final EngineReader reader = new EngineReader(EngineKind.VLLM);

    private byte[] page() {
        scrape = (scrape + 1) % SCRAPES;
        return pages[scrape];
    }

    /** Hands out every sample of a page whose series the parser has met before. */
    @Benchmark
    public ParseResult everySample(Blackhole hole) {
        return parser.parse(page(), (series, value) -> hole.consume(value));
    }

    /** The path of the operator's tick: from the bytes of a page to the signals of an engine. */
    @Benchmark
    public EngineReading signals() {
        return reader.read(page());
    }

    /** What the first scrape of a pod costs, when no series has been met before. */
    @Benchmark
    public ParseResult firstPage(Blackhole hole) {
        return PageParser.all().parse(page(), (series, value) -> hole.consume(value));
    }

    /** Runs all of it for about half a minute. */
    public static void main(String[] args) throws RunnerException {
        int bytes = Pages.recordedLater(SCRAPES / 2).length;
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(PageParserBenchmark.class.getName())
                        .build())
                .run();
        for (RunResult result : results) {
            double megabytes = result.getPrimaryResult().getScore() * bytes / MEGABYTE;
            double error = result.getPrimaryResult().getScoreError() * bytes / MEGABYTE;
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.0f MB/s (+- %.0f) on one thread, page of %d bytes%n",
                    result.getPrimaryResult().getLabel(),
                    megabytes,
                    error,
                    bytes);
        }
    }
}
