package dev.bailiwick.lab.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.simulator.Bands.Band;
import dev.bailiwick.lab.simulator.Fidelity.Compared;
import dev.bailiwick.lab.simulator.Recording.Life;
import dev.bailiwick.lab.simulator.Recording.Page;
import dev.bailiwick.lab.simulator.Recording.Phase;
import dev.bailiwick.lab.simulator.Recording.Sent;
import dev.bailiwick.metrics.Distribution;
import dev.bailiwick.metrics.EngineSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests of two recorded series, played through the simulator, against the pages and clients of the real engine. */
class RecordedSeriesTest {
    private static final Path PAGE = Path.of("../docs/simulator-fidelity.md");
    private static final Map<String, Fidelity> SERIES = Map.of("a", Fidelity.of("a"), "b", Fidelity.of("b"));

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void staysWithinTheBandOfEachPhase(String series) {
        Fidelity fidelity = series(series);
        SoftAssertions softly = new SoftAssertions();
        fidelity.plainFigures()
                .forEach((phase, figures) -> figures.forEach(compared -> softly.assertThat(Math.abs(compared.error()))
                        .as("%s %s %s", series, phase.name(), compared)
                        .isLessThanOrEqualTo(Bands.of(series, phase.name(), compared.figure())
                                .plain())));
        fidelity.pacedFigures()
                .forEach((phase, figures) -> figures.forEach(compared -> softly.assertThat(Math.abs(compared.error()))
                        .as("%s %s %s at the speed of the phase", series, phase.name(), compared)
                        .isLessThanOrEqualTo(Bands.of(series, phase.name(), compared.figure())
                                .paced())));
        softly.assertAll();
    }

    @Test
    void namesNoBandThatIsWiderThanItsErrorNeeds() {
        for (Band band : Bands.beyondTheAim()) {
            Fidelity fidelity = series(band.series());
            double plain = error(fidelity.plainFigures(), band);
            double paced = error(fidelity.pacedFigures(), band);
            assertThat(Math.max(plain, paced)).as("%s", band).isGreaterThan(Fidelity.AIM);
            assertThat((double) band.plain()).as("%s", band).isLessThanOrEqualTo(Math.max(Fidelity.AIM, plain + 5));
            assertThat((double) band.paced()).as("%s", band).isLessThanOrEqualTo(Math.max(Fidelity.AIM, paced + 5));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void countsAStepAsThePageOfTheRealEngineDoes(String series) {
        Fidelity fidelity = series(series);
        for (List<Page> pages : List.of(
                fidelity.recording().pages(),
                fidelity.plain().pages(),
                fidelity.paced().pages())) {
            for (int i = 1; i < pages.size(); i++) {
                EngineSample before = pages.get(i - 1).sample();
                EngineSample after = pages.get(i).sample();
                if (before.startedAt().equals(after.startedAt())) {
                    assertThat(steps(after).sum() - steps(before).sum())
                            .as("tokens of the steps until %s s", pages.get(i).at())
                            .isEqualTo(after.servedTokens().orElseThrow()
                                    - before.servedTokens().orElseThrow());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void showsNothingOfARequestThatWasCut(String series) {
        Fidelity fidelity = series(series);
        for (List<Page> pages :
                List.of(fidelity.recording().pages(), fidelity.plain().pages())) {
            for (Page page : pages) {
                EngineSample sample = page.sample();
                assertThat(sample.finishedByReason()).containsEntry("abort", 0.0);
                assertThat(sample.finishedByReason().get("length"))
                        .isEqualTo(sample.finished().orElseThrow())
                        .isEqualTo(Objects.requireNonNull(sample.requestPromptTokens())
                                .count())
                        .isEqualTo(Objects.requireNonNull(sample.requestGenerationTokens())
                                .count());
                assertThat(sample.waitingByReason()).isEqualTo(Map.of("capacity", sample.waiting(), "deferred", 0.0));
            }
            assertThat(rise(pages, EngineSample::preemptions)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void countsAPromptWholeWhenItsPrefillEnds(String series) {
        Fidelity fidelity = series(series);
        // Given what the clients of the real engine sent and got a first token of, cut or not
        Recording recording = fidelity.recording();
        double last = recording.pages().getLast().at();
        double prefilled = recording.sent().stream()
                .filter(request -> request.first() < last)
                .filter(request -> recording.lives().stream()
                        .noneMatch(life -> request.first() > lastPage(recording, life) && request.first() < life.to()))
                .mapToDouble(Sent::promptTokens)
                .sum();
        double firstToken = fidelity.plain().answers().values().stream()
                        .mapToDouble(answer -> answer.request().promptTokens())
                        .sum()
                + fidelity.plain().cutPromptTokens();
        // Then
        assertThat(rise(recording.pages(), EngineSample::promptTokens)).isEqualTo(prefilled);
        assertThat(rise(fidelity.plain().pages(), EngineSample::promptTokens)).isEqualTo(firstToken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void showsUseOfTheCacheInWholeBlocksOfAllButOne(String series) {
        Fidelity fidelity = series(series);
        long usable = Fidelity.engine(fidelity.recording()).usableBlocks();
        for (List<Page> pages :
                List.of(fidelity.recording().pages(), fidelity.plain().pages())) {
            for (Page page : pages) {
                double blocks = page.sample().kvCacheUsage().orElseThrow() * usable;
                assertThat(blocks).isCloseTo(Math.rint(blocks), Offset.offset(1e-6));
            }
        }
    }

    @Test
    void countsNoStepWhileAllThatIsPrefilledIsGivenUp() {
        // Given series B, where clients give up after as long as they wait
        Fidelity fidelity = series("b");
        for (List<Page> pages :
                List.of(fidelity.recording().pages(), fidelity.paced().pages())) {
            // When no step is counted between two pages though many wait
            long silent = IntStream.range(1, pages.size())
                    .filter(i -> pages.get(i).sample().waiting() > 100)
                    .filter(i -> steps(pages.get(i).sample())
                            .equals(steps(pages.get(i - 1).sample())))
                    .count();
            // Then the engine was at work nevertheless
            assertThat(silent).isPositive();
        }
    }

    @Test
    void startsToCountAnewAfterARestart() {
        Fidelity fidelity = series("a");
        Life second = fidelity.recording().lives().getLast();
        for (List<Page> pages :
                List.of(fidelity.recording().pages(), fidelity.plain().pages())) {
            // Given the first page of the second process and the last of the first
            int first = (int)
                    pages.stream().filter(page -> page.at() < second.from()).count();
            EngineSample before = pages.get(first - 1).sample();
            EngineSample after = pages.get(first).sample();
            // Then
            assertThat(after.startedAt().orElseThrow())
                    .isGreaterThan(before.startedAt().orElseThrow());
            assertThat(after.promptTokens().orElseThrow())
                    .isLessThan(before.promptTokens().orElseThrow());
            assertThat(pages.get(first).at() - pages.get(first - 1).at())
                    .as("pages that nobody answered")
                    .isEqualTo(38);
        }
    }

    @Test
    void theDocumentSaysWhatWasMeasured() throws IOException {
        FidelityPage page = new FidelityPage(List.of(series("a"), series("b")));
        String document = Files.readString(PAGE);
        if (Boolean.getBoolean("bailiwick.update")) {
            document = page.into(document);
            Files.writeString(PAGE, document);
            for (Fidelity fidelity : SERIES.values()) {
                Files.writeString(picture(fidelity), FidelityPicture.of(fidelity));
            }
        }
        // Then
        assertThat(document).as("-Dbailiwick.update=true writes it anew").isEqualTo(page.into(document));
        for (Fidelity fidelity : SERIES.values()) {
            assertThat(Files.readString(picture(fidelity))).isEqualTo(FidelityPicture.of(fidelity));
        }
    }

    private static Fidelity series(String name) {
        return Objects.requireNonNull(SERIES.get(name));
    }

    private static Distribution steps(EngineSample sample) {
        return Objects.requireNonNull(sample.iterationTokens());
    }

    private static Path picture(Fidelity fidelity) {
        return PAGE.resolveSibling(
                "img/simulator-fidelity-" + fidelity.recording().name() + ".svg");
    }

    private static double error(Map<Phase, List<Compared>> phases, Band band) {
        return phases.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(band.phase()))
                .flatMap(entry -> entry.getValue().stream())
                .filter(compared -> compared.figure() == band.figure())
                .mapToDouble(compared -> Math.abs(compared.error()))
                .findFirst()
                .orElseThrow();
    }

    private static double lastPage(Recording recording, Life life) {
        return recording.pages().stream()
                .mapToDouble(Page::at)
                .filter(at -> at < life.to())
                .max()
                .orElseThrow();
    }

    /** By how much a counter rose over all pages, from zero where a process starts. */
    private static double rise(List<Page> pages, Function<EngineSample, OptionalDouble> counter) {
        double rise = 0;
        for (int i = 1; i < pages.size(); i++) {
            EngineSample before = pages.get(i - 1).sample();
            EngineSample after = pages.get(i).sample();
            rise += counter.apply(after).orElseThrow();
            if (before.startedAt().equals(after.startedAt())) {
                rise -= counter.apply(before).orElseThrow();
            }
        }
        return rise;
    }
}
