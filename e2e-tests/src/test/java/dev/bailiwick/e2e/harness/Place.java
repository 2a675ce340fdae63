package dev.bailiwick.e2e.harness;

import dev.bailiwick.sandbox.CommandResult;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;

/** A namespace of a cluster, simulated or not, in which ModelDeployments live. */
public interface Place {

    /** A client of the administrator. */
    KubernetesClient client();

    TestNamespace namespace();

    /** Runs kubectl in the namespace as the administrator. */
    CommandResult kubectl(String verb, String... rest);

    /** The simulated engine of a pod; fails where engines are processes of their own. */
    Engine engine(Pod pod);
}
