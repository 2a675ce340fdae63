package dev.bailiwick.autoscaler;

/** Why a decision says what it says. The names are published in status, events and metrics. */
public enum Reason {
    ScaledUpOnInFlight("More requests are in flight than the replicas carry within the objectives."),
    ScaledUpOnQueue("More requests wait than queuedRequestsPerReplica allows."),
    ScaledUpOnTokenRate("More tokens per second are served than tokensPerSecondPerReplica allows."),
    ScaledUpOnSaturation(
            "Every replica has had requests waiting for 30 seconds and the queue kept growing, whatever the targets say."),
    ScaledUpToMinimum("The size was below minReplicas."),
    ScaledDownToMaximum("The size was above maxReplicas."),
    ScaledDown("Fewer replicas have been enough for the whole scaleDownDelay and carry the load without a queue."),
    Steady("The size is what the load needs."),
    AtMaximum("The load needs more replicas than maxReplicas allows."),
    ReleaseDelayed("Fewer replicas would be enough, but not yet for the whole scaleDownDelay."),
    WouldQueueAgain("Fewer replicas meet the targets, but the load on each would be more than one has carried."),
    RequestsWaiting(
            "The token rate alone would allow fewer replicas, but requests waited within the scaleDownDelay, so the rate is only a lower bound."),
    NoReadyReplica("No replica is ready, so there is nothing to judge by; the size stays."),
    MetricsMissing("No metrics page came from any ready replica; the size stays."),
    MetricsStale("The metrics pages of all ready replicas are out of date; the size stays."),
    MetricsRefused("The metrics pages that came cannot be believed; the size stays."),
    MetricsPartial("Some ready replicas gave no usable metrics; the size can grow but not shrink.");

    private final String documentation;

    Reason(String documentation) {
        this.documentation = documentation;
    }

    /** What it means, in a sentence for the reference. */
    public String documentation() {
        return documentation;
    }
}
