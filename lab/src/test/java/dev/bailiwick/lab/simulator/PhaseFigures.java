package dev.bailiwick.lab.simulator;

import dev.bailiwick.lab.simulator.Recording.Page;
import dev.bailiwick.lab.simulator.Recording.Phase;
import dev.bailiwick.metrics.EngineSample;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** What a phase of a series came to, by the page's scrapes within it and the clients of the requests that arrived in it. */
final class PhaseFigures {

    /** A figure, with what two values of it may differ by before a percentage means anything. */
    enum Figure {
        ANSWERED("answered", "%.0f", 2),
        RUNNING_MEAN("running, mean", "%.1f", 0.3),
        RUNNING_MAX("running, max", "%.0f", 1),
        WAITING_MAX("waiting, max", "%.0f", 2),
        KV_MEAN("KV, mean", "%.3f", 0.01),
        KV_MAX("KV, max", "%.2f", 0.035),
        PROMPT_TOKENS("prompt tokens", "%.0f", 600),
        LOOKED_UP("looked up", "%.0f", 600),
        GENERATED_TOKENS("generated", "%.0f", 100),
        STEPS("steps", "%.0f", 20),
        TTFT_P50("TTFT p50 ms", "%.0f", 5),
        TTFT_P95("TTFT p95 ms", "%.0f", 5),
        TPOT_P50("TPOT p50 ms", "%.1f", 0.5),
        TPOT_P95("TPOT p95 ms", "%.1f", 0.5);

        final String label;
        final String format;
        final double slack;

        Figure(String label, String format, double slack) {
            this.label = label;
            this.format = format;
            this.slack = slack;
        }
    }

    /** A complete answer as its client saw it, in seconds; the time per output token is NaN where there is but one. */
    record Answer(double arrival, double timeToFirstToken, double timePerOutputToken) {}

    private PhaseFigures() {}

    /** The figures of a phase; one that does not exist, such as a median of nothing, is absent. */
    static Map<Figure, Double> of(Phase phase, List<Page> pages, List<Answer> answers) {
        List<Page> seen = pages.stream().filter(page -> phase.holds(page.at())).toList();
        List<Answer> arrived =
                answers.stream().filter(answer -> phase.holds(answer.arrival())).toList();
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.ANSWERED, (double) arrived.size());
        put(figures, Figure.RUNNING_MEAN, values(seen, EngineSample::running).average());
        put(figures, Figure.RUNNING_MAX, values(seen, EngineSample::running).max());
        put(figures, Figure.WAITING_MAX, values(seen, EngineSample::waiting).max());
        put(figures, Figure.KV_MEAN, values(seen, PhaseFigures::kv).average());
        put(figures, Figure.KV_MAX, values(seen, PhaseFigures::kv).max());
        figures.put(
                Figure.PROMPT_TOKENS,
                counted(seen, page -> page.sample().promptTokens().orElseThrow()));
        figures.put(Figure.LOOKED_UP, counted(seen, Page::queried));
        figures.put(
                Figure.GENERATED_TOKENS,
                counted(seen, page -> page.sample().generationTokens().orElseThrow()));
        figures.put(
                Figure.STEPS,
                counted(
                        seen,
                        page -> Objects.requireNonNull(page.sample().iterationTokens())
                                .count()));
        percentile(figures, Figure.TTFT_P50, 0.5, arrived, Answer::timeToFirstToken);
        percentile(figures, Figure.TTFT_P95, 0.95, arrived, Answer::timeToFirstToken);
        percentile(figures, Figure.TPOT_P50, 0.5, arrived, Answer::timePerOutputToken);
        percentile(figures, Figure.TPOT_P95, 0.95, arrived, Answer::timePerOutputToken);
        return figures;
    }

    /** The answers that the recorded clients got. */
    static List<Answer> answers(Recording recording) {
        return recording.sent().stream()
                .filter(Recording.Sent::answered)
                .map(request -> new Answer(
                        request.arrival(),
                        request.first() - request.arrival(),
                        (request.last() - request.first()) / (request.outputTokens() - 1)))
                .toList();
    }

    /** The answers that a simulated engine gave. */
    static List<Answer> answers(RecordedPlay play) {
        return play.answers().values().stream()
                .map(completion -> new Answer(
                        Engines.seconds(Duration.between(Engines.START, completion.submitted())),
                        Engines.seconds(completion.timeToFirstToken()),
                        Engines.seconds(Duration.between(completion.firstToken(), completion.lastToken()))
                                / (completion.request().outputTokens() - 1)))
                .toList();
    }

    private static double kv(EngineSample sample) {
        return sample.kvCacheUsage().orElseThrow();
    }

    private static DoubleStream values(List<Page> pages, ToDoubleFunction<EngineSample> value) {
        return pages.stream().map(Page::sample).mapToDouble(value);
    }

    /** By how much a counter rose between scrapes of the same process. */
    private static double counted(List<Page> pages, ToDoubleFunction<Page> counter) {
        double counted = 0;
        for (int i = 1; i < pages.size(); i++) {
            Page before = pages.get(i - 1);
            Page after = pages.get(i);
            if (before.sample().startedAt().equals(after.sample().startedAt())) {
                counted += counter.applyAsDouble(after) - counter.applyAsDouble(before);
            }
        }
        return counted;
    }

    private static void percentile(
            Map<Figure, Double> figures,
            Figure figure,
            double share,
            List<Answer> answers,
            ToDoubleFunction<Answer> time) {
        double[] sorted = answers.stream()
                .mapToDouble(time)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (sorted.length > 0) {
            double at = share * (sorted.length - 1);
            int below = (int) at;
            int above = Math.min(below + 1, sorted.length - 1);
            figures.put(figure, 1e3 * (sorted[below] + (at - below) * (sorted[above] - sorted[below])));
        }
    }

    private static void put(Map<Figure, Double> figures, Figure figure, OptionalDouble value) {
        value.ifPresent(present -> figures.put(figure, present));
    }
}
