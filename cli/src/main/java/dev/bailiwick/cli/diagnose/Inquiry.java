package dev.bailiwick.cli.diagnose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bailiwick.cli.Fault;
import dev.bailiwick.cli.OperatorPod;
import dev.bailiwick.cli.Remote;
import dev.bailiwick.cli.explain.Explanation;
import dev.bailiwick.workload.Defaults;
import dev.bailiwick.workload.Keys;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;

/** What a support case of one deployment asks for, part by part. */
final class Inquiry {
    private static final int LOG_LINES = 2000;
    private static final int OPERATOR_PORT = 8080;
    private static final Duration JOURNAL_LIMIT = Duration.ofSeconds(60);

    private final KubernetesClient client;
    private final Collection collection;
    private final Explanation deployment;
    private final String operatorNamespace;

    Inquiry(KubernetesClient client, Collection collection, Explanation deployment, String operatorNamespace) {
        this.client = client;
        this.collection = collection;
        this.deployment = deployment;
        this.operatorNamespace = operatorNamespace;
    }

    void run() {
        explanation();
        owned();
        cluster();
        engines();
        operator();
    }

    private void explanation() {
        collection.text("explain.txt", () -> LogLines.clean(deployment.text()));
        collection.text("explain.json", () -> LogLines.records(deployment.json()));
        collection.objects(
                "modeldeployment.yaml",
                "/apis/bailiwick.dev/v1alpha1/namespaces/%s/modeldeployments/%s"
                        .formatted(deployment.namespace(), deployment.name()));
    }

    private void owned() {
        var selected = "?labelSelector=" + Keys.NAME + "%3D" + deployment.name();
        var core = "/api/v1/namespaces/" + deployment.namespace();
        collection.objects(
                "owned/replicasets.yaml",
                "/apis/apps/v1/namespaces/%s/replicasets%s".formatted(deployment.namespace(), selected));
        collection.objects("owned/services.yaml", core + "/services" + selected);
        collection.objects("owned/serviceaccounts.yaml", core + "/serviceaccounts" + selected);
        collection.objects(
                "owned/networkpolicies.yaml",
                "/apis/networking.k8s.io/v1/namespaces/%s/networkpolicies%s"
                        .formatted(deployment.namespace(), selected));
        collection.objects(
                "owned/endpointslices.yaml",
                "/apis/discovery.k8s.io/v1/namespaces/%s/endpointslices?labelSelector=kubernetes.io/service-name%%3D%s"
                        .formatted(deployment.namespace(), deployment.name()));
        collection.objects("pods.yaml", core + "/pods" + selected);
        collection.objects(
                "events.yaml",
                "/apis/events.k8s.io/v1/namespaces/%s/events?limit=2000".formatted(deployment.namespace()),
                this::concerns);
    }

    /** Events of the deployment itself and of what is named after it. */
    private boolean concerns(JsonNode event) {
        var name = event.path("regarding").path("name").asText();
        return name.equals(deployment.name()) || name.startsWith(deployment.name() + "-");
    }

    private void cluster() {
        collection.facts("nodes.yaml", "/api/v1/nodes?limit=500", NodeFacts::of);
        collection.objects("versions/server.yaml", "/version");
        collection.facts(
                "versions/definition.yaml",
                "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/modeldeployments.bailiwick.dev",
                definition -> definition.path("metadata").path("labels"));
    }

    private void engines() {
        collection.text("engines/pages.txt", () -> {
            var pods = deployment.pods();
            pods.forEach(this::page);
            return pods.size() + " pods were asked for their page\n";
        });
    }

    private void page(Pod pod) {
        collection.page(
                "engines/%s.metrics.txt".formatted(pod.getMetadata().getName()),
                "/api/v1/namespaces/%s/pods/%s:%d/proxy/metrics"
                        .formatted(
                                deployment.namespace(), pod.getMetadata().getName(), Defaults.port(deployment.spec())),
                MetricsLines::clean);
    }

    private void operator() {
        var core = "/api/v1/namespaces/" + operatorNamespace;
        collection.objects(
                "operator/leases.yaml",
                "/apis/coordination.k8s.io/v1/namespaces/%s/leases".formatted(operatorNamespace));
        collection.objects("operator/pods.yaml", core + "/pods?labelSelector=app.kubernetes.io/name%3Dbailiwick");
        collection.text("operator/asked.txt", () -> {
            var pods = OperatorPod.pods(client, operatorNamespace);
            if (pods.isEmpty()) {
                throw Fault.failed("no pod of the operator runs in namespace %s: --operator-namespace names another"
                        .formatted(operatorNamespace));
            }
            pods.stream().map(pod -> pod.getMetadata().getName()).forEach(pod -> speaks(core, pod));
            return pods.size() + " pods of the operator were asked for log and metrics\n";
        });
        collection.text("journal/ticks.jsonl", this::ticks);
    }

    private void speaks(String core, String pod) {
        collection.page(
                "operator/%s.log".formatted(pod),
                core + "/pods/%s/log?container=%s&tailLines=%d".formatted(pod, OperatorPod.CONTAINER, LOG_LINES),
                LogLines::clean);
        collection.page(
                "operator/%s.metrics.txt".formatted(pod),
                core + "/pods/%s:%d/proxy/metrics".formatted(pod, OPERATOR_PORT),
                MetricsLines::clean);
    }

    /** The last ticks, as the operator's own copy of this program reads them from its journal. */
    private String ticks() {
        var operator = OperatorPod.in(client, operatorNamespace);
        var directory = operator.setting("BAILIWICK_JOURNAL_DIRECTORY")
                .orElseThrow(() -> Fault.failed("the operator keeps no journal"));
        var command = List.of("bailiwick", "ticks", deployment.fullName(), "--journal", directory);
        var outcome = Remote.run(client, operator, JOURNAL_LIMIT, command.toArray(String[]::new));
        if (outcome.exitCode() != 0) {
            throw Fault.failed(outcome.err().strip());
        }
        return LogLines.records(outcome.out());
    }
}
