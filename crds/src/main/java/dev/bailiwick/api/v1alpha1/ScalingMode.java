package dev.bailiwick.api.v1alpha1;

/** Who sizes a deployment that has a {@code scaling} block. */
public enum ScalingMode {
    /** The operator sizes it. */
    Auto,
    /** The operator decides and publishes; {@code replicas} rules. */
    Recommend
}
