package dev.bailiwick.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.AuditLog;
import dev.bailiwick.e2e.harness.AuditLog.Request;
import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.LiveDeployment;
import dev.bailiwick.e2e.harness.Operated;
import dev.bailiwick.e2e.harness.Operator;
import dev.bailiwick.e2e.harness.Scene;
import dev.bailiwick.sandbox.Sandbox;
import dev.bailiwick.workload.status.EventReason;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The chart grants what the operator uses, as the API server's audit log shows it. Runs last, with all that the others caused. */
@Operated
@Order(Integer.MAX_VALUE)
class RightsIT {

    /** What is granted and not used, one right a line, each with its reason. */
    private static final Path UNUSED = Path.of("src/test/resources/rights/granted-and-unused.txt");

    @Test
    void nothingIsMissingAndWhatIsNotUsedIsListed(Scene scene, Sandbox sandbox, Operator operator) throws IOException {
        // Given
        var audit = AuditLog.of(sandbox, operator);

        // When
        everythingOnce(scene, audit);
        operator.stop(); // a watch is logged when it ends
        audit.await("the end of a watch", r -> r.right().equals("watch pods"));
        var requests = audit.requests();

        // Then
        assertThat(requests).allMatch(Request::allowed);
        assertThat(granted(sandbox, operator)).containsAll(used(requests));
        var unused = new TreeSet<>(granted(sandbox, operator));
        unused.removeAll(used(requests));
        assertThat(unused).containsExactlyElementsOf(listed());
    }

    /** Drives a deployment through all that makes the operator ask for something, so that the list does not hang on other tests. */
    private static void everythingOnce(Scene scene, AuditLog audit) {
        var assistant =
                scene.apply("assistant", Specs.version("v1", "replicas: 2")).awaitSettled(2);
        for (var tag : List.of("v2", "v3", "v4", "v5")) {
            assistant.apply(Specs.version(tag, "replicas: 2")).awaitSettled(2);
        }
        audit.await(
                "a revision that is no longer kept to be deleted",
                r -> r.right().equals("delete replicasets.apps"));
        scene.kubectl("label", "service,networkpolicy,serviceaccount", "assistant", "app.kubernetes.io/managed-by-")
                .orThrow();
        assistant.awaitEvent(EventReason.DriftHealed);
        scene.kubectl("patch", "service", "assistant", "--patch={\"spec\":{\"selector\":{\"app\":\"mine\"}}}")
                .orThrow();
        scene.kubectl(
                        "patch",
                        "networkpolicy",
                        "assistant",
                        "--type=merge",
                        "--patch={\"spec\":{\"policyTypes\":[\"Ingress\",\"Egress\"],\"egress\":[{}]}}")
                .orThrow();
        scene.kubectl(
                        "set",
                        "env",
                        "replicaset/" + assistant.currentSet().getMetadata().getName(),
                        "MINE=1")
                .orThrow();
        audit.await("a ReplicaSet to be replaced", r -> r.right().equals("update replicasets.apps"));
        audit.await("a Service to be replaced", r -> r.right().equals("update services"));
        audit.await(
                "a NetworkPolicy to be replaced", r -> r.right().equals("update networkpolicies.networking.k8s.io"));
        untilAPlanIsStale(assistant, audit);
        assistant.awaitSettled(2);
    }

    /** People write while the operator does, until it has had to read again. */
    private static void untilAPlanIsStale(LiveDeployment assistant, AuditLog audit) {
        var round = new AtomicInteger();
        Eventually.eventually("a plan that was stale", () -> {
            assistant.patch("{\"spec\":{\"replicas\":%d}}".formatted(2 + round.getAndIncrement() % 2));
            for (var i = 0; i < 5; i++) {
                assistant.annotate("example.com/round", round + "-" + i);
            }
            return audit.requests().stream().anyMatch(r -> r.right().equals("get modeldeployments.bailiwick.dev"));
        });
        assistant.patch("{\"spec\":{\"replicas\":2}}");
    }

    /** What everybody may ask, such as for the rights that he has, is left out. */
    private static Set<String> used(List<Request> requests) {
        return requests.stream()
                .filter(r -> !r.resource().startsWith("/") && !r.resource().endsWith(".authorization.k8s.io"))
                .map(Request::right)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All rights of the operator's ClusterRole and of its Roles, as "verb resource". */
    private static Set<String> granted(Sandbox sandbox, Operator operator) {
        var client = sandbox.client();
        var roles = client.rbac().roles().inNamespace(operator.namespace()).list().getItems().stream()
                .flatMap(role -> role.getRules().stream());
        var clusterRole = client.rbac()
                .clusterRoles()
                .withName(operator.namespace() + ":" + operator.account())
                .require();
        return Stream.concat(roles, clusterRole.getRules().stream())
                .flatMap(RightsIT::rights)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> rights(PolicyRule rule) {
        return rule.getVerbs().stream()
                .flatMap(verb -> rule.getResources().stream()
                        .flatMap(resource -> rule.getApiGroups().stream()
                                .map(group -> verb + " " + resource + (group.isEmpty() ? "" : "." + group))));
    }

    private static List<String> listed() throws IOException {
        return Files.readAllLines(UNUSED).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.replaceFirst("\\s+#.*", ""))
                .toList();
    }
}
