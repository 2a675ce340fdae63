package dev.bailiwick.lab.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.simulator.Recording.Life;
import dev.bailiwick.lab.simulator.Recording.Page;
import dev.bailiwick.lab.simulator.Recording.Phase;
import dev.bailiwick.lab.simulator.Recording.Sent;
import dev.bailiwick.metrics.EngineKind;
import dev.bailiwick.metrics.EngineReader;
import dev.bailiwick.metrics.EngineReading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The requests of a recorded series sent to a simulated engine by clients that behave as those of the series did, and its
 * page at the recorded moments, read by the shipped reader.
 */
final class RecordedPlay {
    private static final String MODEL = "tiny-llama";

    private final Recording recording;
    private final EngineProfile profile;
    private final Map<String, Double> speeds;
    private final EngineReader reader = new EngineReader(EngineKind.VLLM);
    private final EngineReader leanReader = new EngineReader(EngineKind.VLLM);
    private final List<Page> pages = new ArrayList<>();
    private final Map<Long, Completion> answers = new TreeMap<>();
    private long cutPromptTokens;

    private record Event(double at, int rank, Runnable what) {}

    private RecordedPlay(Recording recording, EngineProfile profile, Map<String, Double> speeds) {
        this.recording = recording;
        this.profile = profile;
        this.speeds = speeds;
    }

    /**
     * Plays a series.
     *
     * @param speeds how many times as long a step takes in a phase as the profile says; a phase that is not named takes 1
     */
    static RecordedPlay of(Recording recording, EngineProfile profile, Map<String, Double> speeds) {
        RecordedPlay play = new RecordedPlay(recording, profile, speeds);
        recording.lives().forEach(play::live);
        return play;
    }

    /** The pages, in the order of time. */
    List<Page> pages() {
        return pages;
    }

    /** The complete answers by their requests' ids. */
    Map<Long, Completion> answers() {
        return answers;
    }

    /** Prompt tokens of the requests that were cut after their first token. */
    long cutPromptTokens() {
        return cutPromptTokens;
    }

    private void live(Life life) {
        Engine engine = new Engine(
                profile,
                Engines.at(life.from()),
                completion -> answers.put(completion.request().id(), completion));
        LeanPage lean = new LeanPage(profile, MODEL);
        List<Event> events = new ArrayList<>();
        for (Phase phase : recording.phases()) {
            double factor = speeds.getOrDefault(phase.name(), 1.0);
            double from = Math.max(phase.from(), life.from());
            events.add(new Event(from, 0, () -> {
                engine.advanceTo(Engines.at(from));
                engine.leaping().cost(profile.stepCost().faster(1 / factor));
            }));
        }
        for (Sent request : recording.sent()) {
            events.add(new Event(request.arrival(), 1, () -> submit(engine, request)));
            double end = recording.patienceEnds(request);
            events.add(new Event(end, 2, () -> cut(engine, request, end)));
        }
        for (Page page : recording.pages()) {
            events.add(new Event(page.at(), 3, () -> scrape(engine, lean, page.at())));
        }
        events.stream()
                .filter(event -> life.from() <= event.at() && event.at() < life.to())
                .sorted(Comparator.comparingDouble(Event::at).thenComparingInt(Event::rank))
                .forEach(event -> event.what().run());
        engine.live().forEach(request -> cut(engine, recording.sent().get((int) request.id()), life.to()));
    }

    private static void submit(Engine engine, Sent request) {
        engine.advanceTo(Engines.at(request.arrival()));
        engine.submit(
                new Request(request.id(), request.promptTokens(), request.outputTokens()),
                request.cachedTokens(),
                Engines.at(request.arrival()));
    }

    private void cut(Engine engine, Sent request, double at) {
        engine.advanceTo(Engines.at(at));
        int tokens = engine.tokens(request.id());
        if (engine.cancel(request.id(), Engines.at(at)) && tokens > 0) {
            cutPromptTokens += request.promptTokens();
        }
    }

    private void scrape(Engine engine, LeanPage lean, double at) {
        engine.advanceTo(Engines.at(at));
        byte[] whole = MetricsPage.write(engine, MODEL);
        int length = lean.write(engine.leaping(), (double) engine.start().getEpochSecond());
        Page page = Recording.read(reader, at, whole);
        assertThat(leanReader.read(lean.bytes(), length)).isEqualTo(new EngineReading.Read(page.sample()));
        pages.add(page);
    }
}
