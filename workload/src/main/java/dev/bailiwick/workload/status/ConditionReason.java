package dev.bailiwick.workload.status;

import static dev.bailiwick.workload.status.ConditionType.AcceleratorResolved;
import static dev.bailiwick.workload.status.ConditionType.ModelResolved;
import static dev.bailiwick.workload.status.ConditionType.Placed;
import static dev.bailiwick.workload.status.ConditionType.Ready;
import static dev.bailiwick.workload.status.ConditionType.Reconciling;
import static dev.bailiwick.workload.status.ConditionType.ScalingActive;
import static dev.bailiwick.workload.status.ConditionType.Stalled;

/** Every reason that a condition can carry; {@code docs/reference/reasons.md} is generated from it. */
public enum ConditionReason {
    Serving(Ready, "True", "Enough replicas serve."),
    ScaledToZero(Ready, "True", "Size 0 is asked for, so that no replica need serve."),
    Starting(Ready, "False", "Not enough replicas have become ready since the deployment was made."),
    TooFewReplicas(Ready, "False", "Fewer replicas serve than the floor; it was Ready before."),
    Blocked(Ready, "False", "Nothing can start; Stalled says why."),

    FirstStart(Reconciling, "True", "The deployment has not been Ready yet."),
    RollingOut(Reconciling, "True", "Replicas of an older revision are still there."),
    Settled(Reconciling, "False", "Only the current revision is left, and it has been Ready."),
    WaitingForHuman(Reconciling, "False", "Nothing goes on until what Stalled names is mended."),

    NotStalled(Stalled, "False", "Nothing needs a human."),
    NameConflict(Stalled, "True", "An object of a name that the operator needs belongs to somebody else."),
    ClaimNotFound(Stalled, "True", "The PersistentVolumeClaim with the model does not exist."),
    ClaimNotShareable(
            Stalled, "True", "More than one replica is possible, and the claim cannot be mounted on several nodes."),
    ModelFileNotNamed(Stalled, "True", "The file's name is missing in engine.args: llama.cpp needs it, as --model."),
    ModelUnusable(Stalled, "True", "The reference to the model cannot be used."),
    ProgressDeadlineExceeded(Stalled, "True", "Replicas had a node and still made no progress for too long."),

    Pinned(ModelResolved, "True", "The model image is pinned by digest."),
    ClaimBound(ModelResolved, "True", "The claim with the model exists."),
    BringsItsOwn(ModelResolved, "True", "The engine brings its model."),
    ModelNotResolved(ModelResolved, "False", "The model's files cannot be mounted; Stalled says why."),

    NodesFound(AcceleratorResolved, "True", "Nodes of the cluster can meet the request."),
    SharingUnproven(
            AcceleratorResolved,
            "True",
            "Nodes can meet the request, and some do not say whether they share accelerators among pods."),
    NoAcceleratorAsked(AcceleratorResolved, "True", "The engine runs on CPU."),
    NoNodeMatches(AcceleratorResolved, "False", "No node of the cluster can meet the request."),

    AllPlaced(Placed, "True", "Every replica asked for has a node."),
    NothingToPlace(Placed, "True", "No replica is asked for."),
    NoFreeAccelerator(Placed, "False", "No node that matches has enough free accelerators; the message counts why."),
    NotSchedulable(Placed, "False", "The scheduler found no node; the message is its own."),
    PodsRefused(Placed, "False", "The API server refuses the pods; the message is its own."),
    NotYetScheduled(Placed, "Unknown", "The scheduler has not looked at every replica yet."),

    Following(ScalingActive, "True", "The size follows what the engines report."),
    NoReadyReplica(ScalingActive, "Unknown", "No replica is ready, so that no engine reports; the size holds."),
    MetricsUnavailable(ScalingActive, "False", "The engines' metrics are missing or unusable; the size holds."),
    FixedSize(ScalingActive, "False", "There is no scaling block: replicas rules."),
    Recommending(ScalingActive, "False", "Mode Recommend: the decision is published and replicas rules."),
    HeldByAnnotation(ScalingActive, "False", "Annotation bailiwick.dev/hold freezes the size."),
    HeldAfterAuto(
            ScalingActive,
            "False",
            "Mode Auto has ended and its last size is held until replicas is written with another value.");

    private final ConditionType type;
    private final String status;
    private final String meaning;

    ConditionReason(ConditionType type, String status, String meaning) {
        this.type = type;
        this.status = status;
        this.meaning = meaning;
    }

    public ConditionType type() {
        return type;
    }

    /** {@code True}, {@code False} or {@code Unknown}. */
    public String status() {
        return status;
    }

    /** What it means, in a sentence. */
    public String meaning() {
        return meaning;
    }
}
