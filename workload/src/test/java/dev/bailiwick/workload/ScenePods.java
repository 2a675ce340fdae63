package dev.bailiwick.workload;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;

/** The pods of a {@link Scene}, as the API server would show them. */
final class ScenePods {

    private ScenePods() {}

    /** How far a pod has come. */
    enum Step {
        ORDERED,
        UNSCHEDULABLE,
        STARTING,
        READY,
        DRAINING
    }

    static Pod pod(String revision, String name, Step step, Instant now) {
        var pod = new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withUid(name)
                .withCreationTimestamp(now.toString())
                .addToLabels(Keys.REVISION, revision)
                .addToLabels(Keys.SERVING, step == Step.DRAINING ? Keys.SERVING_DRAINING : Keys.SERVING_TRUE)
                .addToAnnotations(Keys.TEMPLATE, "template")
                .addNewOwnerReference()
                .withUid("set-" + revision)
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .withPhase("Pending")
                .endStatus();
        if (step == Step.UNSCHEDULABLE) {
            pod.editStatus()
                    .addNewCondition()
                    .withType("PodScheduled")
                    .withStatus("False")
                    .withReason("Unschedulable")
                    .withMessage("0/3 nodes are available: 3 Insufficient nvidia.com/gpu.")
                    .endCondition()
                    .endStatus();
        }
        if (step.compareTo(Step.STARTING) >= 0) {
            pod.editSpec().withNodeName("h100").endSpec();
        }
        if (step.compareTo(Step.READY) >= 0) {
            pod.editStatus()
                    .withPhase("Running")
                    .addNewContainerStatus()
                    .withStarted(true)
                    .endContainerStatus()
                    .addNewCondition()
                    .withType("Ready")
                    .withStatus("True")
                    .withLastTransitionTime(now.toString())
                    .endCondition()
                    .endStatus();
        }
        if (step == Step.DRAINING) {
            pod.editMetadata()
                    .addToAnnotations(Keys.DRAIN_STARTED, now.toString())
                    .endMetadata();
        }
        return pod.build();
    }
}
