package dev.bailiwick.lab.replay.peer;

import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.lab.replay.View;
import dev.bailiwick.metrics.Distribution;
import dev.bailiwick.metrics.EngineSample;
import dev.bailiwick.metrics.Histogram;
import dev.bailiwick.metrics.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;

/**
 * A load on toy pods that do what the policy says: they take a minute to start and go at once. Each serves an even
 * share, 64 requests at most, the rest waits; a running request holds 1 % of the KV cache and ends after 10 s.
 */
final class Stage {
    private static final double SLOTS = 64;
    private static final double CACHE_SHARE = 0.01;
    private static final double FINISHED_PER_SECOND = 0.1;
    private static final double STEPS_PER_SECOND = 60;
    private static final double PROMPT = 1_000;
    private static final double OUTPUT = 200;
    private static final long START_MILLIS = 60_000;

    private final NavigableMap<Long, Double> load;
    private final List<Pod> pods = new ArrayList<>();
    private final StringBuilder told = new StringBuilder();
    private int ordered;
    private int size;

    private static final class Pod {
        private final String name;
        private final long orderedAt;
        private double finished;
        private double steps;
        private double gaps;

        private Pod(String name, long orderedAt) {
            this.name = name;
            this.orderedAt = orderedAt;
        }

        private boolean ready(long now) {
            return now - orderedAt >= START_MILLIS;
        }
    }

    /** A load in requests in flight from each second on, and so many ready pods. */
    Stage(NavigableMap<Long, Double> load, int size) {
        this.load = load;
        resize(-START_MILLIS, size);
    }

    /** Plays up to a second and tells the sizes each minute, and why at each change. */
    String play(Scaler scaler, int seconds) {
        long scrape = scaler.cadence().scrape().toMillis();
        long decision = scaler.cadence().decision().toMillis();
        List<PodReading> scraped = List.of();
        for (long now = 0; now <= seconds * 1_000L; now += 1_000) {
            if (now % scrape == 0) {
                scraped = readings(now);
                scaler.observe(new View(Views.at(now / 1_000.0), size, scraped, held(now)));
            }
            if (now % decision == 0) {
                int wanted = scaler.decide(new View(Views.at(now / 1_000.0), size, current(now, scraped), held(now)));
                if (wanted != size) {
                    told.append("%4d s  %s%n".formatted(now / 1_000, scaler.why()));
                    resize(now, wanted);
                }
            }
            if (now % 60_000 == 0) {
                told.append(String.format(
                        Locale.ROOT, "%4d s  load %.0f on %d ready of %d%n", now / 1_000, load(now), ready(now), size));
            }
            serve(now);
        }
        return told.toString();
    }

    private void resize(long now, int wanted) {
        size = wanted;
        while (pods.size() > wanted) {
            pods.removeLast();
        }
        while (pods.size() < wanted) {
            pods.add(new Pod("pod-" + ordered++, now));
        }
    }

    private void serve(long now) {
        for (Pod pod : pods) {
            if (pod.ready(now)) {
                double running = Math.min(share(now), SLOTS);
                pod.finished += running * FINISHED_PER_SECOND;
                pod.steps += running > 0 ? STEPS_PER_SECOND : 0;
                pod.gaps += running * STEPS_PER_SECOND;
            }
        }
    }

    private double load(long now) {
        return load.floorEntry(now / 1_000).getValue();
    }

    private double share(long now) {
        return load(now) / ready(now);
    }

    private int held(long now) {
        return ready(now) > 0 ? 0 : (int) load(now);
    }

    private int ready(long now) {
        int ready = 0;
        for (Pod pod : pods) {
            ready += pod.ready(now) ? 1 : 0;
        }
        return ready;
    }

    private List<PodReading> readings(long now) {
        List<PodReading> readings = new ArrayList<>();
        for (Pod pod : pods) {
            Scrape scrape =
                    pod.ready(now) ? new Scrape.Scraped(page(pod, now), Views.at(now / 1_000.0)) : Views.silent();
            readings.add(reading(pod, now, scrape));
        }
        return readings;
    }

    /** The pods of now with the pages of the last scrape. */
    private List<PodReading> current(long now, List<PodReading> scraped) {
        List<PodReading> readings = new ArrayList<>();
        for (Pod pod : pods) {
            Scrape last = scraped.stream()
                    .filter(reading -> reading.uid().equals(pod.name))
                    .map(PodReading::scrape)
                    .findFirst()
                    .orElse(Views.silent());
            readings.add(reading(pod, now, last));
        }
        return readings;
    }

    private static PodReading reading(Pod pod, long now, Scrape scrape) {
        boolean ready = pod.ready(now);
        return new PodReading(
                pod.name,
                pod.name,
                ready ? PodReading.State.READY : PodReading.State.PENDING,
                Views.at(pod.orderedAt / 1_000.0),
                Views.at(pod.orderedAt / 1_000.0),
                ready ? Views.at((pod.orderedAt + START_MILLIS) / 1_000.0) : null,
                scrape);
    }

    private EngineSample page(Pod pod, long now) {
        double running = Math.min(share(now), SLOTS);
        double prompts = pod.finished * PROMPT;
        double outputs = pod.finished * OUTPUT;
        return EngineSample.builder(running, share(now) - running)
                .kvCacheUsage(OptionalDouble.of(running * CACHE_SHARE))
                .cacheConfiguration(Labels.of(Map.of("num_gpu_blocks", "4000", "block_size", "16")))
                .tokens(OptionalDouble.of(prompts), OptionalDouble.of(outputs), OptionalDouble.of(0))
                .finishedByReason(Map.of("stop", pod.finished))
                .iterationTokens(new Distribution(prompts + outputs, pod.steps))
                .interTokenLatency(new Distribution(pod.gaps / STEPS_PER_SECOND, pod.gaps))
                .requestTokens(new Distribution(prompts, pod.finished), new Distribution(outputs, pod.finished))
                .timeToFirstToken(new Histogram(List.of(Double.POSITIVE_INFINITY), List.of(pod.finished), pod.finished))
                .startedAt(OptionalDouble.of(
                        (double) Views.at(pod.orderedAt / 1_000.0).getEpochSecond()))
                .build();
    }
}
