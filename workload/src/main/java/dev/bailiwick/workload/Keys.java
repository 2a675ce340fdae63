package dev.bailiwick.workload;

/** Label and annotation keys of the operator; all below {@link #PREFIX}, which users may not set. */
public final class Keys {
    public static final String PREFIX = "bailiwick.dev/";

    /** Label on every owned object and pod: name of the ModelDeployment. */
    public static final String NAME = PREFIX + "name";

    /** Label on ReplicaSets and pods: the revision (see {@link Revision}). */
    public static final String REVISION = PREFIX + "revision";

    /** Label on pods, selected by the Service: {@link #SERVING_TRUE} or {@link #SERVING_DRAINING}. */
    public static final String SERVING = PREFIX + "serving";

    public static final String SERVING_TRUE = "true";
    public static final String SERVING_DRAINING = "draining";

    /** Label on namespaces whose pods may call the engines. */
    public static final String CLIENT = PREFIX + "client";

    /** Annotation on pods: hash of the template they were made from. */
    public static final String TEMPLATE = PREFIX + "template";

    /** Annotation on owned objects: hash of what the operator rendered. */
    public static final String RENDERED = PREFIX + "rendered";

    /** Annotation on a draining pod: when the drain began, RFC 3339. */
    public static final String DRAIN_STARTED = PREFIX + "drain-started";

    /** Annotation on a ModelDeployment: {@code "true"} freezes the size, {@code "false"} ends a hold after Auto. */
    public static final String HOLD = PREFIX + "hold";

    /** Annotation on a ModelDeployment: another value replaces all pods, drained one by one. */
    public static final String RESTART = PREFIX + "restart";

    /** Kubernetes' own annotation that orders the pods a ReplicaSet removes; lower goes first. */
    public static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String MANAGER = "bailiwick";

    private Keys() {}
}
