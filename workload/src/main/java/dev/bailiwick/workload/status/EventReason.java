package dev.bailiwick.workload.status;

/** Every event that the operator records beside those of size changes, which carry the decision's own reason. */
public enum EventReason {
    RevisionStarted(false, "A new revision begins to replace the older one."),
    RolledOut(false, "Only the current revision is left."),
    BecameReady(false, "Enough replicas serve."),
    LostReadiness(true, "Fewer replicas serve than the floor."),
    Stalled(true, "Something needs a human."),
    StallEnded(false, "What needed a human is mended."),
    NotPlaced(true, "A replica has no node."),
    PlacedAgain(false, "Every replica has a node again."),
    AcceleratorUnresolvable(true, "No node of the cluster can meet the accelerator request."),
    DrainStarted(false, "A replica left the Service and finishes its requests."),
    DrainFinished(false, "A draining replica had finished its requests and was removed."),
    DrainDeadlineExceeded(true, "A draining replica was removed with requests left; the message counts them."),
    TakenBack(false, "Demand returned, and a draining replica serves again."),
    SizeChanged(false, "The size changed because replicas was written, or a bound moved."),
    MetricsLost(true, "The engines' metrics are missing or unusable, so that the size holds."),
    MetricsFound(false, "The engines' metrics are usable again."),
    DriftHealed(true, "An owned object was changed by somebody else and was put back.");

    private final boolean warning;
    private final String meaning;

    EventReason(boolean warning, String meaning) {
        this.warning = warning;
        this.meaning = meaning;
    }

    public boolean warning() {
        return warning;
    }

    /** What it means, in a sentence. */
    public String meaning() {
        return meaning;
    }
}
