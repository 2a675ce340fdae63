package dev.bailiwick.cli.explain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.autoscaler.journal.JournalWriter;
import dev.bailiwick.metrics.Distribution;
import dev.bailiwick.metrics.EngineSample;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a deployment, phase by phase, played through the real rule into a real journal: the input of the golden
 * directories below {@code explain/journal}.
 *
 * @param policy its policy
 * @param replicas replicas at the start
 * @param phases what the engines showed, one after the other
 * @param ask seconds from the start to the moment asked for
 */
public record JournalStory(Rule policy, int replicas, List<Phase> phases, int ask) {

    static final Instant START = Instant.parse("2026-11-24T14:00:00Z");
    static final String DEPLOYMENT = "plant/assistant";
    private static final ObjectMapper YAML = YAMLMapper.builder().build();
    private static final int COLD_START = 20;
    private static final long MIB = 1 << 20;

    /** A policy, in the words of the API; delays in seconds. */
    public record Rule(
            Policy.Mode mode,
            int least,
            int most,
            @Nullable Integer queued,
            @Nullable Integer tokens,
            boolean objectives,
            int delay) {
        Policy policy() {
            return new Policy(
                    mode,
                    least,
                    most,
                    queued,
                    tokens,
                    objectives ? new Policy.Objectives(Duration.ofMillis(2500), null, 99) : null,
                    Duration.ofSeconds(delay),
                    null);
        }
    }

    /**
     * A stretch of time.
     *
     * @param seconds how long
     * @param running requests running on each ready replica
     * @param waiting requests waiting on each
     * @param tokens tokens per second of each
     * @param silent replicas, from the first on, whose page does not come
     */
    public record Phase(int seconds, int running, int waiting, int tokens, int silent) {}

    private record Pod(int number, Instant ordered) {}

    static JournalStory read(Path file) throws IOException {
        return YAML.readValue(file.toFile(), JournalStory.class);
    }

    Instant asked() {
        return START.plusSeconds(ask);
    }

    /** Plays it into a directory. */
    public void write(Path directory) throws IOException {
        try (var journal = new JournalWriter(directory, 16 * MIB, 64 * MIB, "0.1.0")) {
            new Play(journal).run();
        }
    }

    private final class Play {
        private final JournalWriter journal;
        private final Policy rule = policy.policy();
        private final List<Pod> pods = new ArrayList<>();
        private final List<Pod> leaving = new ArrayList<>();
        private LearnedState learned = LearnedState.empty();
        private Instant now = START;
        private int held = replicas;
        private int made;
        private double tokens;

        Play(JournalWriter journal) {
            this.journal = journal;
        }

        void run() throws IOException {
            for (var i = 0; i < replicas; i++) {
                pods.add(new Pod(++made, START.minusSeconds(COLD_START)));
            }
            for (var phase : phases) {
                for (var end = now.plusSeconds(phase.seconds()); now.isBefore(end); now = now.plusSeconds(2)) {
                    tick(phase);
                }
            }
        }

        private void tick(Phase phase) throws IOException {
            tokens += phase.tokens() * 2.0;
            var readings = new ArrayList<PodReading>();
            pods.forEach(pod -> readings.add(reading(pod, PodReading.State.READY, phase)));
            leaving.forEach(pod -> readings.add(reading(pod, PodReading.State.DRAINING, phase)));
            leaving.clear();
            var observation = new Observation(now, "r1", held, readings);
            var decision = new Autoscaler().decide(observation, rule, learned, now);
            journal.append(DEPLOYMENT, observation, rule, learned, decision);
            learned = decision.next();
            held = decision.desired();
            while (pods.size() < held) {
                pods.add(new Pod(++made, now));
            }
            while (pods.size() > held) {
                leaving.add(pods.removeLast());
            }
        }

        private PodReading reading(Pod pod, PodReading.State state, Phase phase) {
            var started = pod.ordered().plusSeconds(COLD_START);
            var ready = !started.isAfter(now);
            return new PodReading(
                    "uid-" + pod.number(),
                    "assistant-r1-" + pod.number(),
                    ready ? state : PodReading.State.PENDING,
                    pod.ordered(),
                    pod.ordered(),
                    ready ? started : null,
                    ready ? scrape(pod, phase) : new Scrape.Failed(Scrape.Kind.NOT_READY, "the pod is not ready"));
        }

        private Scrape scrape(Pod pod, Phase phase) {
            if (pod.number() <= phase.silent()) {
                return new Scrape.Failed(Scrape.Kind.TIMED_OUT, "no answer within 1s");
            }
            var finished = Math.floor(tokens / 100);
            return new Scrape.Scraped(
                    EngineSample.builder(phase.running(), phase.waiting())
                            .kvCacheUsage(OptionalDouble.of(phase.running() / 64.0))
                            .kvCacheTokens(OptionalDouble.of(24_576))
                            .tokens(OptionalDouble.of(tokens), OptionalDouble.of(0), OptionalDouble.of(0))
                            .finishedByReason(Map.of("stop", finished))
                            .requestTokens(
                                    new Distribution(finished * 1024, finished),
                                    new Distribution(finished * 256, finished))
                            .build(),
                    now);
        }
    }
}
