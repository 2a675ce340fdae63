package dev.bailiwick.workload.status;

/** Conditions of a ModelDeployment, in the order in which status lists them. */
public enum ConditionType {
    Ready("Enough replicas serve: as many as minReplicas in mode Auto, one otherwise, none when size 0 is asked for."),
    Reconciling("Before the first Ready, and from a change of revision until only the current revision is left;"
            + " never for a change of size."),
    Stalled("Something needs a human."),
    ModelResolved("The model's files can be mounted."),
    AcceleratorResolved("The cluster has nodes that can ever meet the accelerator request."),
    Placed("Every replica asked for has a node now."),
    ScalingActive("The operator sizes the deployment from what the engines report.");

    private final String meaning;

    ConditionType(String meaning) {
        this.meaning = meaning;
    }

    /** What {@code True} means, in a sentence. */
    public String meaning() {
        return meaning;
    }
}
