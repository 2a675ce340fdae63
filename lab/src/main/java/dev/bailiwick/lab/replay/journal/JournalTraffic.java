package dev.bailiwick.lab.replay.journal;

import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.autoscaler.journal.JournalEntry;
import dev.bailiwick.lab.replay.Trace;
import dev.bailiwick.metrics.Distribution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Estimates from a journal the requests that one deployment was sent. No engine counts arrivals; what arrived at a pod
 * between two pages is what finished plus what is in flight more (research autoscaling-review 1). Requests that their
 * clients cut are missing from it. Between two ticks arrivals are spread evenly and have the mean lengths of the
 * requests that finished then, so bursts shorter than a tick and the spread of lengths are lost.
 */
public final class JournalTraffic {
    private static final double NANOS = 1e9;

    private final String name;
    private final Map<String, Sighting> pods = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private final List<Duration> starts = new ArrayList<>();
    private final List<Tick> ticks = new ArrayList<>();
    private @Nullable JournalEntry first;
    private @Nullable JournalEntry last;
    private double owed;

    private record Tick(double at, int arrivals, double finished, double promptTokens, double outputTokens) {}

    /** What came of the estimate. */
    public sealed interface Estimate {

        /**
         * The traffic, as far as the pages show it.
         *
         * @param trace requests from the first tick on
         * @param replicas replicas at the first tick
         * @param policy the policy in force at the last tick
         * @param starts how long each start took that the journal saw whole, in its order
         */
        record Estimated(Trace trace, int replicas, Policy policy, List<Duration> starts) implements Estimate {
            /** Copies the list. */
            public Estimated {
                starts = List.copyOf(starts);
            }
        }

        /** There is none, for this reason. */
        record Unknown(String why) implements Estimate {}
    }

    /** Traffic of a deployment that has no tick yet; the trace gets its name. */
    public JournalTraffic(String name) {
        this.name = name;
    }

    /** Takes the next tick of the deployment. */
    public void entry(JournalEntry entry) {
        boolean opening = first == null;
        JournalEntry start = first == null ? entry : first;
        first = start;
        last = entry;
        Observation observation = entry.observation();
        double arrived = 0;
        double finished = 0;
        double prompts = 0;
        double outputs = 0;
        for (PodReading pod : observation.pods()) {
            started(pod, start.observation().at());
            if (!(pod.scrape() instanceof Scrape.Scraped scraped)) {
                continue;
            }
            Sighting now = Sighting.of(scraped.sample());
            @Nullable Sighting before = pods.put(pod.uid(), now);
            if (before == null && opening) {
                // What an engine did before the journal began is not part of it.
                arrived += now.inFlight();
                continue;
            }
            Sighting since = before == null || now.restartedSince(before) ? Sighting.none() : before;
            arrived += now.finished() - since.finished() + now.inFlight() - since.inFlight();
            double counted = count(now.outputs()) - count(since.outputs());
            finished += counted;
            prompts += sum(now.prompts()) - sum(since.prompts());
            outputs += sum(now.outputs()) - sum(since.outputs());
        }
        owed += arrived;
        int whole = (int) Math.max(0, Math.floor(owed));
        owed -= whole;
        ticks.add(new Tick(seconds(start, observation.at()), whole, finished, prompts, outputs));
    }

    private void started(PodReading pod, Instant begin) {
        Instant ready = pod.readySince();
        if (ready != null && known.add(pod.uid()) && !pod.orderedAt().isBefore(begin)) {
            starts.add(Duration.between(pod.orderedAt(), ready));
        }
    }

    /** The traffic so far. */
    public Estimate estimate() {
        JournalEntry begin = first;
        JournalEntry end = last;
        if (begin == null || end == null) {
            return new Estimate.Unknown("the journal has no tick of it");
        }
        int requests = ticks.stream().mapToInt(Tick::arrivals).sum();
        double finished = ticks.stream().mapToDouble(Tick::finished).sum();
        if (requests == 0) {
            return new Estimate.Unknown("no request arrived in this time");
        }
        if (finished <= 0) {
            return new Estimate.Unknown("no engine said how long its requests were, so their work is unknown");
        }
        Trace trace = trace(requests, finished);
        Observation observation = begin.observation();
        return new Estimate.Estimated(
                trace,
                Math.max(1, Math.max(observation.heldSize(), observation.ready() + observation.pending())),
                end.policy(),
                starts);
    }

    private Trace trace(int requests, double finished) {
        double meanPrompt = ticks.stream().mapToDouble(Tick::promptTokens).sum() / finished;
        double meanOutput = ticks.stream().mapToDouble(Tick::outputTokens).sum() / finished;
        double[] at = new double[requests];
        int[] prompts = new int[requests];
        int[] outputs = new int[requests];
        int next = 0;
        double before = 0;
        for (Tick tick : ticks) {
            boolean measured = tick.finished() > 0 && tick.promptTokens() > 0 && tick.outputTokens() > 0;
            double prompt = measured ? tick.promptTokens() / tick.finished() : meanPrompt;
            double output = measured ? tick.outputTokens() / tick.finished() : meanOutput;
            for (int i = 0; i < tick.arrivals(); i++) {
                at[next] = before + (tick.at() - before) * (i + 1) / tick.arrivals();
                prompts[next] = tokens(prompt);
                outputs[next] = tokens(output);
                next++;
            }
            before = tick.at();
        }
        return new Trace(name, at, prompts, outputs, before);
    }

    private static int tokens(double mean) {
        return (int) Math.max(1, Math.rint(mean));
    }

    private static double seconds(JournalEntry start, Instant at) {
        return Duration.between(start.observation().at(), at).toNanos() / NANOS;
    }

    private static double sum(@Nullable Distribution distribution) {
        return distribution == null ? 0 : distribution.sum();
    }

    private static double count(@Nullable Distribution distribution) {
        return distribution == null ? 0 : distribution.count();
    }
}
