package dev.bailiwick.cli.explain;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.cli.Fault;
import dev.bailiwick.cli.Target;
import dev.bailiwick.lab.replay.Nearest;
import dev.bailiwick.workload.Keys;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A ModelDeployment on the cluster, with its pods and events. */
final class LiveDeployment {
    private static final String OF_IT = "the right to list %s in %s is missing, so that %s left out here";

    private final KubernetesClient client;
    private final String namespace;
    private final String name;

    LiveDeployment(KubernetesClient client, Target target) {
        this.client = client;
        this.namespace = target.namespace().orElseGet(() -> namespace(client.getConfiguration()));
        this.name = target.name();
    }

    static String namespace(Config config) {
        return Optional.ofNullable(config.getNamespace()).orElse("default");
    }

    String fullName() {
        return namespace + "/" + name;
    }

    Resource<ModelDeployment> resource() {
        return client.resources(ModelDeployment.class).inNamespace(namespace).withName(name);
    }

    /** The deployment; one that is not there is a finding that names its neighbours. */
    ModelDeployment get() {
        try {
            var found = resource().get();
            if (found == null) {
                throw notFound();
            }
            return found;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                throw Fault.failed("the cluster does not know ModelDeployments: install the chart", e);
            }
            throw e;
        }
    }

    private Fault notFound() {
        var names = client.resources(ModelDeployment.class).inNamespace(namespace).list().getItems().stream()
                .map(found -> found.getMetadata().getName())
                .toList();
        return Fault.finding("there is no ModelDeployment %s in namespace %s; %s"
                .formatted(name, namespace, Nearest.hint(name, names)));
    }

    Account account(Instant now) {
        var deployment = get();
        var pods = Optional.<List<Pod>>empty();
        var events = Optional.<List<Event>>empty();
        try {
            pods = Optional.of(pods());
        } catch (KubernetesClientException e) {
            forbiddenOrThrow(e);
        }
        try {
            events = Optional.of(events());
        } catch (KubernetesClientException e) {
            forbiddenOrThrow(e);
        }
        var account = StatusAccount.of(deployment, pods.orElse(List.of()), events.orElse(List.of()), now);
        if (pods.isEmpty()) {
            account = account.noting(OF_IT.formatted("pods", namespace, "replicas and drains are"));
        }
        return events.isPresent()
                ? account
                : account.noting(OF_IT.formatted("events.events.k8s.io", namespace, "warnings are"));
    }

    private static void forbiddenOrThrow(KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
            throw e;
        }
    }

    List<Pod> pods() {
        return client.pods()
                .inNamespace(namespace)
                .withLabel(Keys.NAME, name)
                .list()
                .getItems();
    }

    private List<Event> events() {
        return client.events()
                .v1()
                .events()
                .inNamespace(namespace)
                .withField("regarding.name", name)
                .withField("regarding.kind", "ModelDeployment")
                .list()
                .getItems();
    }
}
