package dev.bailiwick.e2e.harness;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Plays the kubelet where a test wants to say itself when a pod is ready. */
public final class Pods {

    private Pods() {}

    /** Makes a pod ready, as a kubelet does when the probes pass. */
    public static void ready(KubernetesClient client, Pod pod) {
        patch(client, pod, true);
    }

    /** Makes a pod that has been ready unready, as a kubelet does when its readiness probe fails. */
    public static void unready(KubernetesClient client, Pod pod) {
        patch(client, pod, false);
    }

    private static void patch(KubernetesClient client, Pod pod, boolean ready) {
        var now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
        var status = ready ? "True" : "False";
        client.resource(pod)
                .editStatus(live -> live.edit()
                        .editStatus()
                        .removeMatchingFromConditions(
                                c -> c.getType().equals("Ready") || c.getType().equals("ContainersReady"))
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus(status)
                        .withLastTransitionTime(now.toString())
                        .endCondition()
                        .addNewCondition()
                        .withType("ContainersReady")
                        .withStatus(status)
                        .withLastTransitionTime(now.toString())
                        .endCondition()
                        .editMatchingContainerStatus(c -> c.getName().equals("engine"))
                        .withReady(ready)
                        .withStarted(true)
                        .endContainerStatus()
                        .endStatus()
                        .build());
    }
}
