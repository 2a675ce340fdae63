package dev.bailiwick.autoscaler;

import dev.bailiwick.autoscaler.LearnedState.Lengths;
import dev.bailiwick.autoscaler.LearnedState.PodMemory;
import dev.bailiwick.autoscaler.LearnedState.Step;
import dev.bailiwick.autoscaler.LearnedState.Throughput;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a saturated replica finishes: mu of design 6, measured and remembered as docs/adr/0022 says. */
final class ThroughputMeter {

    /** How long a replica must have had requests waiting to count as saturated (design 6). */
    static final long SATURATED_FOR = 30_000;
    /** Half of that: the later half holds nothing of a batch that was still filling. */
    private static final long HALF = SATURATED_FOR / 2;
    /** How long a measurement is believed, as long as a load held without a queue (design 6). */
    private static final long BELIEVED_FOR = 3_600_000;

    private ThroughputMeter() {}

    /**
     * Measures those of the replicas that are saturated.
     *
     * @param known ready replicas whose numbers can be relied on
     * @param lengths request lengths learned by now
     * @param before the measurement before, on this revision
     * @return the new measurement, the one before while none can be made, or null when that is too old
     */
    static @Nullable Throughput measure(List<PodMemory> known, Lengths lengths, @Nullable Throughput before, long now) {
        double earlier = 0;
        double later = 0;
        int replicas = 0;
        for (PodMemory pod : known) {
            if (!turnedOver(pod)) {
                continue;
            }
            long end = pod.page().at();
            OptionalDouble first = Steps.sum(pod.steps(), end - SATURATED_FOR, end - HALF, Step::finished);
            OptionalDouble second = Steps.sum(pod.steps(), end - HALF, end, Step::finished);
            if (first.isPresent() && second.isPresent()) {
                earlier += first.getAsDouble();
                later += second.getAsDouble();
                replicas++;
            }
        }
        double finished = Math.max(earlier, later);
        if (finished > 0) {
            return new Throughput(now, finished * 1000 / HALF / replicas, lengths);
        }
        return before != null && now - before.at() <= BELIEVED_FOR ? before : null;
    }

    /**
     * Whether a replica has been saturated for long enough that a whole batch has finished meanwhile: before that it
     * admits and prefills more than it finishes.
     */
    private static boolean turnedOver(PodMemory pod) {
        return pod.finishedSinceWaiting() >= pod.page().running()
                && Steps.waitedThroughout(pod.steps(), SATURATED_FOR, PodTracker.STALE_AFTER);
    }

    /**
     * Requests per second that a saturated replica is expected to finish: as measured, and less in proportion as prompts
     * or outputs have become longer since, whichever grew more.
     */
    static OptionalDouble expected(@Nullable Throughput measured, Lengths lengths) {
        if (measured == null) {
            return OptionalDouble.empty();
        }
        Lengths then = measured.lengths();
        double longer = Math.max(
                growth(then.promptTokens(), lengths.promptTokens()),
                growth(then.generationTokens(), lengths.generationTokens()));
        return OptionalDouble.of(measured.finishedPerSecond() / longer);
    }

    private static double growth(double then, double now) {
        return then > 0 ? Math.max(1, now / then) : 1;
    }
}
