package dev.bailiwick.autoscaler;

import dev.bailiwick.autoscaler.CapacityStage.Learned;
import dev.bailiwick.autoscaler.DemandStage.Demand;
import dev.bailiwick.autoscaler.ForecastStage.Forecast;
import dev.bailiwick.autoscaler.PodTracker.Status;
import dev.bailiwick.autoscaler.ReleaseStage.Release;
import dev.bailiwick.autoscaler.SizeStage.Sized;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Decides the size of one deployment at one tick: demand, capacity, forecast, size, release (design 6). Pure: the same
 * arguments give the same decision, bit for bit.
 *
 * <p>It fails static. A size never falls on pages that are missing, stale, partial or refused, and such a page is never
 * read as zero; the last size stays, clamped to the bounds of today. When some replicas are lost, what the others show
 * is a lower bound of the demand, so the size may still grow.
 */
public final class Autoscaler {

    /** Version of the rule; the decisions of another version are not replayed bit for bit. */
    public static final int RULE_VERSION = 2;

    private final DemandStage demandStage = new DemandStage();
    private final CapacityStage capacityStage = new CapacityStage();
    private final ForecastStage forecastStage = new ForecastStage();
    private final SizeStage sizeStage = new SizeStage();
    private final ReleaseStage releaseStage = new ReleaseStage();

    private record Verdict(int size, Reason reason, String message) {}

    /**
     * Decides.
     *
     * @param observation what is known at this tick
     * @param policy how to size
     * @param learned what the last decision handed on, or {@link LearnedState#empty()} after a restart; one of another
     *     layout counts as empty
     * @param now the time of the decision, not before the observation's; cut to milliseconds
     */
    public Decision decide(Observation observation, Policy policy, LearnedState learned, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        long millis = at.toEpochMilli();
        LearnedState before = learned.version() == LearnedState.VERSION ? learned : LearnedState.empty();
        int from = from(observation);
        int present = Math.max(from, observation.ready() + observation.pending());

        Demand demand = demandStage.measure(observation, before, millis);
        Learned known = capacityStage.learn(demand, before, observation.revision(), millis);
        Capacity capacity = capacityStage.estimate(demand, known, before, policy);
        Forecast forecast = forecastStage.expect(demand);
        Sized sized = sizeStage.size(demand, capacity, forecast, policy, present);
        LearnedState next = releaseStage.remember(before, observation, demand, known, sized, policy, millis);

        Sentences sentences = new Sentences(policy, demand, capacity, from);
        Verdict verdict = demand.known().isEmpty()
                ? unjudged(demand, policy, from, sentences)
                : judged(next, demand, sized, capacity, policy, from, millis, sentences);
        return new Decision(
                at,
                from,
                policy.mode() == Policy.Mode.AUTO ? verdict.size() : from,
                verdict.size(),
                verdict.reason(),
                verdict.message(),
                demand.known().isEmpty() ? List.of() : sized.needs(),
                capacity,
                signals(demand),
                next);
    }

    /** The size held; a deployment that holds none yet has what is there. */
    private static int from(Observation observation) {
        return observation.heldSize() > 0 ? observation.heldSize() : observation.ready() + observation.pending();
    }

    private Verdict judged(
            LearnedState state,
            Demand demand,
            Sized sized,
            Capacity capacity,
            Policy policy,
            int from,
            long now,
            Sentences sentences) {
        int held = policy.clamp(from);
        int wanted = policy.clamp(sized.largest());
        if (wanted > held) {
            Need binding = sized.binding();
            return new Verdict(wanted, reason(binding.term()), sentences.scaledUp(binding, wanted));
        }
        if (held != from) {
            return toBound(held, from, sentences);
        }
        if (!demand.lost().isEmpty()) {
            return new Verdict(held, Reason.MetricsPartial, sentences.unjudged(Reason.MetricsPartial, held));
        }
        Release release = releaseStage.judge(state, demand, sized, capacity, policy, held, now);
        if (release.reason() == Reason.ScaledDown) {
            return new Verdict(release.size(), Reason.ScaledDown, sentences.scaledDown(release));
        }
        Reason reason = sized.largest() > policy.maxReplicas() ? Reason.AtMaximum : release.reason();
        return new Verdict(held, reason, sentences.held(reason, held, release, sized.complete()));
    }

    private static Verdict unjudged(Demand demand, Policy policy, int from, Sentences sentences) {
        int held = policy.clamp(from);
        if (held != from) {
            return toBound(held, from, sentences);
        }
        Reason reason = unjudgedReason(demand);
        return new Verdict(held, reason, sentences.unjudged(reason, held));
    }

    private static Reason unjudgedReason(Demand demand) {
        if (demand.ready() == 0) {
            return Reason.NoReadyReplica;
        }
        boolean refused = demand.lost().stream().anyMatch(pod -> pod.status() == Status.REFUSED);
        boolean missing =
                demand.lost().isEmpty() || demand.lost().stream().anyMatch(pod -> pod.status() == Status.MISSING);
        return refused ? Reason.MetricsRefused : missing ? Reason.MetricsMissing : Reason.MetricsStale;
    }

    private static Verdict toBound(int held, int from, Sentences sentences) {
        Reason reason = held > from ? Reason.ScaledUpToMinimum : Reason.ScaledDownToMaximum;
        return new Verdict(held, reason, sentences.toBound(held));
    }

    private static Reason reason(Need.Term term) {
        return switch (term) {
            case IN_FLIGHT -> Reason.ScaledUpOnInFlight;
            case QUEUE -> Reason.ScaledUpOnQueue;
            case TOKEN_RATE -> Reason.ScaledUpOnTokenRate;
            case SATURATED -> Reason.ScaledUpOnSaturation;
        };
    }

    private static Signals signals(Demand demand) {
        boolean known = !demand.known().isEmpty();
        OptionalDouble none = OptionalDouble.empty();
        return new Signals(
                known ? OptionalDouble.of(demand.running()) : none,
                known ? OptionalDouble.of(demand.waiting()) : none,
                known ? demand.tokensPerSecond() : none,
                known ? demand.kvCacheUsage() : none,
                known ? demand.arrivalsPerSecond() : none);
    }
}
