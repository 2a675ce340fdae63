package dev.bailiwick.lab.simulator;

import dev.bailiwick.metrics.EngineKind;
import dev.bailiwick.metrics.EngineReader;
import dev.bailiwick.metrics.EngineReading;
import dev.bailiwick.metrics.EngineSample;
import dev.bailiwick.metrics.PageParser;
import dev.bailiwick.metrics.ParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.zip.GZIPInputStream;

/**
 * A series recorded from a real vLLM: what its clients sent and saw, and its page every 2 s. All times are seconds since
 * the first scrape.
 *
 * @param name of the series
 * @param phases its kinds of load, one after the other
 * @param lives when there was a process that answered
 * @param patience seconds after which a client of {@code over170} gives up
 * @param sent requests by arrival
 * @param pages the scrapes that succeeded
 */
record Recording(
        String name, List<Phase> phases, List<Life> lives, double patience, List<Sent> sent, List<Page> pages) {
    private static final String IMPATIENT = "over170";
    /** Requests of this phase may share a prefix; the page counts hits in multiples of its whole blocks. */
    private static final int SHARED_PREFIX_TOKENS = 512;

    private static final long SEED = 7;
    private static final Set<String> QUERIES = Set.of("vllm:prefix_cache_queries_total");

    /** A kind of load, from one moment to before another. */
    record Phase(String name, double from, double to) {
        boolean holds(double at) {
            return from <= at && at < to;
        }
    }

    /** A process from its first answer to its end. */
    record Life(double from, double to) {}

    /**
     * A request.
     *
     * @param outputTokens what it asked for; of one that was cut, what it probably asked for
     * @param cachedTokens tokens at the head of its prompt that the engine found in its cache
     * @param first when its first token came; NaN for none
     * @param last when its last token came; NaN for none
     * @param answered whether its answer is complete
     */
    record Sent(
            int id,
            double arrival,
            int promptTokens,
            int outputTokens,
            int cachedTokens,
            double first,
            double last,
            boolean answered) {}

    /** A page: what the shipped reader reads of it, and the prompt tokens looked up in the prefix cache. */
    record Page(double at, EngineSample sample, double queried) {}

    /** The series of that name, {@code a} or {@code b}. */
    static Recording load(String name) {
        List<Page> pages = pages(name);
        List<Sent> sent = cached(asked(sent(name)), pages);
        return name.equals("a")
                ? new Recording(
                        name,
                        phases("load30 4 load60 94 load85 184 over200 274 recover30 364 long50 514 back50 604 idle 664"
                                + " restart30 724 end 844"),
                        List.of(new Life(0, 754.2), new Life(791, 900)),
                        Double.POSITIVE_INFINITY,
                        sent,
                        pages)
                : new Recording(
                        name,
                        phases(
                                "load60 4 over170 84 recover30 154 prefix60 244 load85 344 idle 434 kvpress 474 load30 584"
                                        + " end 704"),
                        List.of(new Life(0, 900)),
                        20,
                        sent,
                        pages);
    }

    /** When the client of a request gives up, if ever. */
    double patienceEnds(Sent request) {
        boolean impatient =
                phases.stream().anyMatch(phase -> phase.name().equals(IMPATIENT) && phase.holds(request.arrival()));
        return impatient ? request.arrival() + patience : Double.POSITIVE_INFINITY;
    }

    /** The page as the shipped reader reads it. */
    static Page read(EngineReader reader, double at, byte[] text) {
        double[] queried = new double[1];
        if (PageParser.of(QUERIES).parse(text, (series, value) -> queried[0] += value) instanceof ParseResult.Parsed
                && reader.read(text) instanceof EngineReading.Read read) {
            return new Page(at, read.sample(), queried[0]);
        }
        throw new AssertionError("the page at " + at + " s cannot be read");
    }

    private static List<Phase> phases(String text) {
        String[] words = text.split(" ", -1);
        List<Phase> phases = new ArrayList<>();
        for (int i = 0; i + 2 < words.length; i += 2) {
            phases.add(new Phase(words[i], Double.parseDouble(words[i + 1]), Double.parseDouble(words[i + 3])));
        }
        return phases;
    }

    private static List<Sent> sent(String name) {
        List<Sent> sent = new ArrayList<>();
        for (String line :
                text("series-" + name + "-requests.csv.gz").lines().skip(1).toList()) {
            String[] cells = line.split(",", -1);
            sent.add(new Sent(
                    sent.size(),
                    Double.parseDouble(cells[0]),
                    Integer.parseInt(cells[1]),
                    Integer.parseInt(cells[2]),
                    0,
                    cells[3].isEmpty() ? Double.NaN : Double.parseDouble(cells[3]),
                    cells[4].isEmpty() ? Double.NaN : Double.parseDouble(cells[4]),
                    cells[5].equals("ok")));
        }
        return sent;
    }

    /**
     * A cut request stands in the file with the tokens that it got, not with those that it asked for: it gets the length
     * of an answered request of its series that is longer, by chance.
     */
    private static List<Sent> asked(List<Sent> sent) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        int[] lengths = sent.stream()
                .filter(Sent::answered)
                .mapToInt(Sent::outputTokens)
                .sorted()
                .toArray();
        // The longest tenth is that of kvpress, where nobody was cut.
        int usual = lengths.length * 9 / 10;
        List<Sent> asked = new ArrayList<>();
        for (Sent request : sent) {
            int output = request.outputTokens();
            if (!request.answered()) {
                int shorter = 0;
                while (shorter < usual && lengths[shorter] <= output) {
                    shorter++;
                }
                output = shorter == usual ? output + 1 : lengths[shorter + random.nextInt(usual - shorter)];
            }
            asked.add(new Sent(
                    request.id(),
                    request.arrival(),
                    request.promptTokens(),
                    output,
                    0,
                    request.first(),
                    request.last(),
                    request.answered()));
        }
        return asked;
    }

    /**
     * Which prompts were found in the cache is not in the file. The page counts them when their prefill ends, so between
     * two scrapes as many as it counted of those whose first token came meanwhile and that are longer than the prefix:
     * those whose first token came soonest for their length.
     */
    private static List<Sent> cached(List<Sent> sent, List<Page> pages) {
        List<Sent> result = new ArrayList<>(sent);
        for (int i = 1; i < pages.size(); i++) {
            double from = pages.get(i - 1).at();
            double to = pages.get(i).at();
            double tokens = pages.get(i).sample().cachedPromptTokens().orElse(0)
                    - pages.get(i - 1).sample().cachedPromptTokens().orElse(0);
            sent.stream()
                    .filter(request -> from <= request.first()
                            && request.first() < to
                            && request.promptTokens() > SHARED_PREFIX_TOKENS)
                    .sorted((one, other) -> Double.compare(perToken(one), perToken(other)))
                    .limit(Math.max(0, Math.round(tokens / SHARED_PREFIX_TOKENS)))
                    .forEach(request -> result.set(
                            request.id(),
                            new Sent(
                                    request.id(),
                                    request.arrival(),
                                    request.promptTokens(),
                                    request.outputTokens(),
                                    SHARED_PREFIX_TOKENS,
                                    request.first(),
                                    request.last(),
                                    request.answered())));
        }
        return result;
    }

    private static double perToken(Sent request) {
        return (request.first() - request.arrival()) / request.promptTokens();
    }

    private static List<Page> pages(String name) {
        EngineReader reader = new EngineReader(EngineKind.VLLM);
        List<Page> pages = new ArrayList<>();
        for (String page : text("series-" + name + ".prom.gz").split("# scrape ", -1)) {
            int end = page.indexOf('\n');
            if (end > 0) {
                pages.add(read(
                        reader,
                        Double.parseDouble(page.substring(0, end)),
                        page.substring(end + 1).getBytes(StandardCharsets.UTF_8)));
            }
        }
        return pages;
    }

    private static String text(String file) {
        try (InputStream stream =
                new GZIPInputStream(Objects.requireNonNull(Recording.class.getResourceAsStream("recorded/" + file)))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
