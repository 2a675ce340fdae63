package dev.bailiwick.cli;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The pod of the operator that leads.
 *
 * @param pod the pod
 * @param leads whether a Lease names it; otherwise it is the only one there is
 */
public record OperatorPod(Pod pod, boolean leads) {

    /** Name of the operator's container in the chart. */
    public static final String CONTAINER = "operator";

    private static final String LABEL = "app.kubernetes.io/name";
    private static final String APPLICATION = "bailiwick";

    /** Finds it in a namespace. */
    public static OperatorPod in(KubernetesClient client, String namespace) {
        var pods = pods(client, namespace);
        if (pods.isEmpty()) {
            throw Fault.failed(("no pod of the operator (label %s=%s) runs in namespace %s: name its namespace with"
                            + " --operator-namespace, or the journal's directory with --journal")
                    .formatted(LABEL, APPLICATION, namespace));
        }
        var holders = client.leases().inNamespace(namespace).list().getItems().stream()
                .map(lease -> lease.getSpec() == null ? null : lease.getSpec().getHolderIdentity())
                .filter(holder -> holder != null)
                .collect(Collectors.toSet());
        return pods.stream()
                .filter(pod -> holders.contains(pod.getMetadata().getName()))
                .findFirst()
                .map(pod -> new OperatorPod(pod, true))
                .or(() -> pods.size() == 1 ? Optional.of(new OperatorPod(pods.getFirst(), false)) : Optional.empty())
                .orElseThrow(() -> Fault.failed("none of the operator's %d pods in namespace %s leads: see their logs"
                        .formatted(pods.size(), namespace)));
    }

    /** The operator's pods that run, those in a namespace. */
    public static List<Pod> pods(KubernetesClient client, String namespace) {
        return client.pods().inNamespace(namespace).withLabel(LABEL, APPLICATION).list().getItems().stream()
                .filter(pod -> pod.getStatus() != null
                        && "Running".equals(pod.getStatus().getPhase()))
                .toList();
    }

    /** Its name. */
    public String name() {
        return pod.getMetadata().getName();
    }

    /** A setting in its environment. */
    public Optional<String> setting(String variable) {
        return pod.getSpec().getContainers().stream()
                .filter(container -> CONTAINER.equals(container.getName()))
                .flatMap(container -> container.getEnv().stream())
                .filter(env -> variable.equals(env.getName()))
                .map(EnvVar::getValue)
                .filter(value -> value != null)
                .findFirst();
    }
}
