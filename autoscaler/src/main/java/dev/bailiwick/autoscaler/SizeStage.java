package dev.bailiwick.autoscaler;

import dev.bailiwick.autoscaler.DemandStage.Demand;
import dev.bailiwick.autoscaler.ForecastStage.Forecast;
import dev.bailiwick.autoscaler.LearnedState.PodMemory;
import dev.bailiwick.autoscaler.Need.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Fourth stage: the sizes that the terms of the rule ask for (design 6). */
final class SizeStage {

    private static final long PART = 10_000;
    /** Share of the token target up to which a release may load the others (docs/adr/0023). */
    private static final double TOKEN_FILL = 0.9;
    /** So that a quotient that is whole but for rounding does not cost a replica. */
    private static final double ROUNDING = 1e-9;

    /**
     * What the terms ask for.
     *
     * @param needs the terms that could be computed
     * @param complete whether every term that the policy asks for could be
     * @param tokenRoom replicas that would serve the token rate with some of the target to spare; 0 without one
     */
    record Sized(List<Need> needs, boolean complete, int tokenRoom) {

        /** The largest need; 0 when no term could be computed. */
        int largest() {
            return needs.stream().mapToInt(Need::replicas).max().orElse(0);
        }

        /** The size that a release must not fall below. */
        int keep() {
            return Math.max(largest(), tokenRoom);
        }

        /** The term that asks for the most, the first of equals. */
        Need binding() {
            int largest = largest();
            return needs.stream()
                    .filter(need -> need.replicas() == largest)
                    .findFirst()
                    .orElseThrow();
        }
    }

    Sized size(Demand demand, Capacity capacity, Forecast forecast, Policy policy, int present) {
        List<Need> needs = new ArrayList<>();
        boolean complete = true;
        int tokenRoom = 0;
        int cap = Math.max(present, cap(demand, capacity, forecast));
        if (policy.objectives() != null) {
            needs.add(capped(Term.IN_FLIGHT, ceil(demand.inFlight() / capacity.concurrency()), cap));
        }
        Integer queued = policy.queuedRequestsPerReplica();
        if (queued != null) {
            double carried = capacity.full().orElse(0) + queued;
            needs.add(capped(Term.QUEUE, ceil(demand.inFlight() / carried), cap));
        }
        Integer tokens = policy.tokensPerSecondPerReplica();
        if (tokens != null) {
            OptionalDouble served = demand.tokensPerSecond();
            complete = served.isPresent();
            if (served.isPresent()) {
                int need = ceil(served.getAsDouble() / tokens);
                needs.add(new Need(Term.TOKEN_RATE, need, need));
                tokenRoom = ceil(served.getAsDouble() / (TOKEN_FILL * tokens));
            }
        }
        if (saturated(demand)) {
            int need = demand.ready() + Math.max(1, ceil(demand.ready() / 4.0));
            needs.add(new Need(Term.SATURATED, need, need));
        }
        return new Sized(List.copyOf(needs), complete, tokenRoom);
    }

    private static Need capped(Term term, int need, int cap) {
        return new Need(term, Math.min(need, cap), need);
    }

    /** Waiters are bound to their pods and a backlog grows with the cold start while the need does not. */
    private static int cap(Demand demand, Capacity capacity, Forecast forecast) {
        OptionalDouble mu = capacity.finishedPerSecond();
        OptionalDouble arrivals = forecast.arrivalsPerSecond();
        return mu.isPresent() && arrivals.isPresent()
                ? ceil(1.5 * arrivals.getAsDouble() / mu.getAsDouble()) + 1
                : demand.ready() + Math.max(1, ceil(demand.ready() / 2.0));
    }

    /** Every ready replica had requests waiting throughout, and together ever more of them. */
    private static boolean saturated(Demand demand) {
        List<PodMemory> known = demand.known();
        if (known.isEmpty() || known.size() < demand.ready()) {
            return false;
        }
        double[] totals = new double[4];
        for (PodMemory pod : known) {
            if (!Steps.waitedThroughout(pod.steps(), ThroughputMeter.SATURATED_FOR, PodTracker.STALE_AFTER)) {
                return false;
            }
            long end = pod.page().at();
            for (int part = 0; part < totals.length; part++) {
                OptionalDouble waiting = Steps.waitingAt(pod.steps(), end - (3 - part) * PART);
                if (waiting.isEmpty()) {
                    return false;
                }
                totals[part] += waiting.getAsDouble();
            }
        }
        return totals[1] > totals[0] && totals[2] > totals[1] && totals[3] > totals[2];
    }

    private static int ceil(double value) {
        return (int) Math.ceil(value - ROUNDING);
    }
}
