package dev.bailiwick.autoscaler;

import dev.bailiwick.autoscaler.LearnedState.Page;
import dev.bailiwick.autoscaler.LearnedState.PodMemory;
import dev.bailiwick.autoscaler.LearnedState.Step;
import dev.bailiwick.metrics.EngineSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Follows one pod from page to page. A lost page is bridged by the one before for {@link #STALE_AFTER} milliseconds; a
 * page whose numbers stand still for {@link #FROZEN_AFTER} milliseconds while requests run is taken for a stale one.
 * Counters below those of the page before, or that began at another time, start a new baseline.
 */
final class PodTracker {

    /** Five scrapes of 2 s: a single lost page is common, five in a row are an outage. */
    static final long STALE_AFTER = 10_000;
    /** Longer than a prompt of any supported length takes in one engine step. */
    static final long FROZEN_AFTER = 30_000;
    /** The longest window that is asked for: arrivals over 60 s (design 6). */
    static final long KEEP = 60_000;

    /** How much a pod's numbers can be relied on at this tick. */
    enum Status {
        /** A new page. */
        FRESH,
        /** No new page; the last one still counts. */
        BRIDGED,
        /** Just became ready; a page is not due yet. */
        NEW,
        /** No page, for too long. */
        MISSING,
        /** Pages come, but from the past. */
        STALE,
        /** Pages come and cannot be believed. */
        REFUSED;

        boolean known() {
            return this == FRESH || this == BRIDGED;
        }

        boolean lost() {
            return compareTo(MISSING) >= 0;
        }
    }

    /**
     * A pod at this tick.
     *
     * @param reading what was observed
     * @param memory what is remembered from now on, or null when no page ever came
     * @param status how much it can be relied on
     * @param reset whether its counters started anew on this page
     * @param problem what is wrong, for a sentence; empty when nothing is
     */
    record Tracked(PodReading reading, @Nullable PodMemory memory, Status status, boolean reset, String problem) {}

    private PodTracker() {}

    static Tracked track(PodReading pod, @Nullable PodMemory memory, long now) {
        return switch (pod.scrape()) {
            case Scrape.Scraped scraped -> scraped(pod, memory, scraped, now);
            case Scrape.Failed failed -> failed(pod, memory, failed, now);
        };
    }

    private static Tracked failed(PodReading pod, @Nullable PodMemory memory, Scrape.Failed failed, long now) {
        if (memory != null && now - memory.page().at() <= STALE_AFTER) {
            return new Tracked(pod, memory, Status.BRIDGED, false, failed.message());
        }
        Instant readySince = pod.readySince();
        if (memory == null && readySince != null && now - readySince.toEpochMilli() <= STALE_AFTER) {
            return new Tracked(pod, null, Status.NEW, false, failed.message());
        }
        Status status = failed.kind().refused() ? Status.REFUSED : Status.MISSING;
        return new Tracked(pod, memory, status, false, failed.message());
    }

    private static Tracked scraped(PodReading pod, @Nullable PodMemory memory, Scrape.Scraped scraped, long now) {
        long at = scraped.receivedAt().toEpochMilli();
        long age = now - at;
        if (age > STALE_AFTER) {
            return new Tracked(
                    pod, memory, Status.STALE, false, "the page is older than " + Sentences.duration(STALE_AFTER));
        }
        if (memory != null && at <= memory.page().at()) {
            return new Tracked(pod, memory, Status.BRIDGED, false, "the page is the one before");
        }
        Page page = page(scraped.sample(), at);
        if (memory == null) {
            return new Tracked(pod, first(pod, page, List.of()), Status.FRESH, false, "");
        }
        if (restarted(memory.page(), page)) {
            return new Tracked(pod, first(pod, page, memory.steps()), Status.FRESH, true, "its counters began anew");
        }
        boolean unchanged = unchanged(memory.page(), page);
        long unchangedSince = unchanged ? memory.unchangedSince() : at;
        Step step = step(memory.page(), page);
        PodMemory next = new PodMemory(
                pod.uid(),
                page,
                unchangedSince,
                appended(memory.steps(), step, at),
                finishedSinceWaiting(memory, step));
        boolean frozen = page.running() > 0 && page.served() != null && at - unchangedSince >= FROZEN_AFTER;
        return frozen
                ? new Tracked(pod, next, Status.STALE, false, "the page has not changed although requests run")
                : new Tracked(pod, next, Status.FRESH, false, "");
    }

    private static PodMemory first(PodReading pod, Page page, List<Step> before) {
        Step baseline = new Step(page.at(), page.at(), page.waiting(), null, null, null);
        return new PodMemory(pod.uid(), page, page.at(), appended(before, baseline, page.at()), 0);
    }

    private static double finishedSinceWaiting(PodMemory before, Step step) {
        Double finished = step.finished();
        boolean goesOn = before.page().waiting() > 0 && step.waiting() > 0 && step.to() - step.from() <= STALE_AFTER;
        return goesOn && finished != null ? before.finishedSinceWaiting() + finished : 0;
    }

    /** Keeps the steps of the longest window and the one before it. */
    private static List<Step> appended(List<Step> steps, Step step, long at) {
        int first = 0;
        while (first + 1 < steps.size() && steps.get(first + 1).to() <= at - KEEP) {
            first++;
        }
        List<Step> kept = new ArrayList<>(steps.size() - first + 1);
        kept.addAll(steps.subList(first, steps.size()));
        kept.add(step);
        return kept;
    }

    private static boolean restarted(Page before, Page after) {
        boolean otherProcess = before.startedAt() != null
                && after.startedAt() != null
                && !before.startedAt().equals(after.startedAt());
        return otherProcess || fell(before.finished(), after.finished()) || fell(before.generated(), after.generated());
    }

    private static boolean fell(@Nullable Double before, @Nullable Double after) {
        return before != null && after != null && after < before;
    }

    private static boolean unchanged(Page before, Page after) {
        return before.running() == after.running()
                && before.waiting() == after.waiting()
                && Objects.equals(before.finished(), after.finished())
                && Objects.equals(before.served(), after.served());
    }

    private static Step step(Page before, Page after) {
        Double finished = difference(before.finished(), after.finished());
        Double arrivals = finished == null
                ? null
                : finished + (after.running() - before.running()) + (after.waiting() - before.waiting());
        return new Step(
                before.at(),
                after.at(),
                after.waiting(),
                arrivals,
                finished,
                difference(before.served(), after.served()));
    }

    private static @Nullable Double difference(@Nullable Double before, @Nullable Double after) {
        return before == null || after == null ? null : (Double) (after - before);
    }

    private static Page page(EngineSample sample, long at) {
        return new Page(
                at,
                sample.running(),
                sample.waiting(),
                boxed(sample.finished()),
                boxed(sample.servedTokens()),
                boxed(sample.generationTokens()),
                sample.requestPromptTokens(),
                sample.requestGenerationTokens(),
                boxed(sample.kvCacheUsage()),
                boxed(sample.kvCacheTokens()),
                boxed(sample.startedAt()));
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }
}
