package dev.bailiwick.autoscaler;

import dev.bailiwick.autoscaler.DemandStage.Demand;
import dev.bailiwick.autoscaler.ReleaseStage.Release;
import java.time.Duration;

/** Says what was decided as a person would say it. Sentences that hold a size carry no number that changes each tick. */
final class Sentences {

    private final Policy policy;
    private final Demand demand;
    private final Capacity capacity;
    private final int from;

    Sentences(Policy policy, Demand demand, Capacity capacity, int from) {
        this.policy = policy;
        this.demand = demand;
        this.capacity = capacity;
        this.from = from;
    }

    String scaledUp(Need need, int to) {
        String why = switch (need.term()) {
            case IN_FLIGHT ->
                "%s in flight on %s, about %s each; a replica carries about %s within the objectives"
                        .formatted(
                                requestsAre(demand.inFlight()),
                                replicas(demand.ready()),
                                number(demand.inFlight() / demand.ready()),
                                number(capacity.concurrency()));
            case QUEUE -> queue(to);
            case TOKEN_RATE ->
                "%s tokens per second are served, about %s on each of %s; the target is %d"
                        .formatted(
                                number(demand.tokensPerSecond().orElse(0)),
                                number(demand.tokensPerSecond().orElse(0) / demand.ready()),
                                replicas(demand.ready()),
                                target());
            case SATURATED ->
                "every one of %s has had requests waiting for 30s and the queue keeps growing, now %s"
                        .formatted(replicas(demand.ready()), number(demand.waiting()));
        };
        String capped = need.uncapped() > need.replicas() ? "; the backlog alone would ask for " + need.uncapped() : "";
        String bounded = need.replicas() > to ? "; " + need.replicas() + " are needed, the maximum is " + to : "";
        return change(to) + why + capped + bounded;
    }

    private String queue(int to) {
        double full = capacity.full().orElse(0);
        double left = Math.max(0, demand.inFlight() / to - full);
        boolean none = Math.round(left) == 0;
        if (demand.waiting() <= 0) {
            return "%s in flight on %s".formatted(requestsAre(demand.inFlight()), replicas(demand.ready()));
        }
        return "%s on %s, about %s each; %d %s"
                .formatted(
                        requestsWait(demand.waiting()),
                        replicas(demand.ready()),
                        number(demand.waiting() / demand.ready()),
                        to,
                        none ? "leave none waiting" : "bring that to about " + number(left));
    }

    String toBound(int to) {
        return to > from
                ? change(to) + "the minimum is " + policy.minReplicas()
                : change(to) + "the maximum is " + policy.maxReplicas();
    }

    String scaledDown(Release release) {
        return change(release.size())
                + "for %s no more than %d were needed, and the busiest moment, %s in flight, is about %s on each"
                        .formatted(
                                delay(),
                                Math.max(release.enough(), 1),
                                requests(release.inFlight()),
                                number(release.inFlight() / release.size()));
    }

    String held(Reason reason, int size, Release release, boolean complete) {
        return hold(size)
                + switch (reason) {
                    case AtMaximum -> "the maximum is reached, and the load needs more";
                    case ReleaseDelayed ->
                        complete
                                ? release.enough() + " would do, but not yet for " + delay()
                                : "the token rate is not known yet, which tokensPerSecondPerReplica needs";
                    case WouldQueueAgain ->
                        release.enough()
                                + " would meet the targets, but each would have more in flight than a replica has carried without a queue";
                    case RequestsWaiting ->
                        "%d would serve the token rate, but requests waited within the last %s"
                                .formatted(release.enough(), delay());
                    default ->
                        size == policy.minReplicas()
                                ? "that is the minimum, and the load needs no more"
                                : "that is what the load needs";
                };
    }

    String unjudged(Reason reason, int size) {
        if (reason == Reason.NoReadyReplica) {
            return hold(size) + "no replica is ready yet";
        }
        String lost = switch (reason) {
            case MetricsStale -> "the metrics of all %s are out of date".formatted(replicas(demand.ready()));
            case MetricsRefused -> "the metrics of all %s cannot be believed".formatted(replicas(demand.ready()));
            case MetricsPartial ->
                "%d of %s %s no usable metrics"
                        .formatted(
                                demand.lost().size(),
                                replicas(demand.ready()),
                                demand.lost().size() == 1 ? "gives" : "give");
            default -> "no metrics from any of %s".formatted(replicas(demand.ready()));
        };
        return hold(size) + lost + example();
    }

    private String example() {
        return demand.lost().isEmpty()
                ? ""
                : " (%s: %s)"
                        .formatted(
                                demand.lost().getFirst().reading().name(),
                                demand.lost().getFirst().problem());
    }

    private String change(int to) {
        String verb = policy.mode() == Policy.Mode.AUTO ? "scaled" : "would scale";
        return "%s %d -> %d: ".formatted(verb, from, to);
    }

    private String hold(int size) {
        return (policy.mode() == Policy.Mode.AUTO ? "holding " : "would hold ") + size + ": ";
    }

    private int target() {
        Integer target = policy.tokensPerSecondPerReplica();
        return target == null ? 0 : target;
    }

    private String delay() {
        return duration(policy.scaleDownDelay().toMillis());
    }

    private static String requests(double count) {
        return number(count) + (Math.round(count) == 1 ? " request" : " requests");
    }

    private static String requestsAre(double count) {
        return requests(count) + (Math.round(count) == 1 ? " is" : " are");
    }

    private static String requestsWait(double count) {
        return requests(count) + (Math.round(count) == 1 ? " waits" : " wait");
    }

    private static String replicas(int count) {
        return count + (count == 1 ? " replica" : " replicas");
    }

    private static String number(double value) {
        return Long.toString(Math.round(value));
    }

    /** A duration as the API writes it, to the second: {@code 1h30m}, {@code 45s}. */
    static String duration(long millis) {
        Duration duration = Duration.ofSeconds(Math.round(millis / 1000.0));
        StringBuilder text = new StringBuilder();
        if (duration.toHours() > 0) {
            text.append(duration.toHours()).append('h');
        }
        if (duration.toMinutesPart() > 0) {
            text.append(duration.toMinutesPart()).append('m');
        }
        if (duration.toSecondsPart() > 0 || text.isEmpty()) {
            text.append(duration.toSecondsPart()).append('s');
        }
        return text.toString();
    }
}
