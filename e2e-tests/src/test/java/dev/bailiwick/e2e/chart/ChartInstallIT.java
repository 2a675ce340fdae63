package dev.bailiwick.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.Sandboxed;
import dev.bailiwick.e2e.harness.TestNamespace;
import dev.bailiwick.sandbox.CommandResult;
import dev.bailiwick.sandbox.Sandbox;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A release on a real API server: what it may do, that its pods are admitted, and what it leaves. */
@Sandboxed
class ChartInstallIT {

    private final Sandbox sandbox;

    ChartInstallIT(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @Test
    void inClusterModeItMayDoItsWorkEverywhereAndNothingElse(TestNamespace namespace) {
        // When
        install(namespace, "cluster-mode", "--set=operator.replicas=0").orThrow();

        // Then
        var account = "cluster-mode-bailiwick";
        assertThat(Stream.of(
                        "list modeldeployments.bailiwick.dev",
                        "patch modeldeployments.bailiwick.dev/status",
                        "create replicasets.apps",
                        "patch replicasets.apps",
                        "delete pods",
                        "patch pods",
                        "create services",
                        "create serviceaccounts",
                        "create networkpolicies.networking.k8s.io",
                        "watch persistentvolumeclaims",
                        "create events.events.k8s.io",
                        "watch nodes"))
                .allSatisfy(right ->
                        assertThat(may(namespace, account, "default", right)).isTrue());
        assertThat(Stream.of(
                        "get secrets",
                        "list secrets",
                        "get configmaps",
                        "create events",
                        "patch modeldeployments.bailiwick.dev",
                        "update modeldeployments.bailiwick.dev",
                        "delete modeldeployments.bailiwick.dev",
                        "update modeldeployments.bailiwick.dev/scale",
                        "create pods",
                        "create pods/exec",
                        "create pods/eviction",
                        "patch nodes",
                        "create roles.rbac.authorization.k8s.io",
                        "create serviceaccounts/token",
                        "create namespaces",
                        "create leases.coordination.k8s.io",
                        "patch customresourcedefinitions.apiextensions.k8s.io"))
                .allSatisfy(right ->
                        assertThat(may(namespace, account, "default", right)).isFalse());
        assertThat(may(namespace, account, namespace.name(), "create leases.coordination.k8s.io"))
                .isTrue();
        uninstall(namespace, "cluster-mode");
    }

    @Test
    void inNamespacedModeItMayDoItsWorkThereAndReadNodes(TestNamespace namespace) {
        // When
        install(
                        namespace,
                        "one-namespace",
                        "--set=operator.replicas=0",
                        "--set=watch.namespaces={" + namespace.name() + "}")
                .orThrow();

        // Then
        var account = "one-namespace-bailiwick";
        assertThat(may(namespace, account, namespace.name(), "create replicasets.apps"))
                .isTrue();
        assertThat(may(namespace, account, "default", "watch nodes")).isTrue();
        assertThat(Stream.of("list pods", "list modeldeployments.bailiwick.dev", "create replicasets.apps"))
                .allSatisfy(right ->
                        assertThat(may(namespace, account, "default", right)).isFalse());
        uninstall(namespace, "one-namespace");
    }

    @Test
    void itsPodsPassPodSecurityRestricted(TestNamespace namespace) throws IOException {
        // Given
        sandbox.client()
                .namespaces()
                .withName(namespace.name())
                .edit(it -> it.edit()
                        .editMetadata()
                        .addToLabels(Map.of("pod-security.kubernetes.io/enforce", "restricted"))
                        .endMetadata()
                        .build());

        // When
        install(namespace, "restricted", "--set=image.registry=registry.example")
                .orThrow();

        // Then
        Eventually.eventually(
                "a pod of the operator to be admitted",
                () -> !sandbox.client()
                        .pods()
                        .inNamespace(namespace.name())
                        .withLabel("app.kubernetes.io/name", "bailiwick")
                        .list()
                        .getItems()
                        .isEmpty());
        var deployment = sandbox.client()
                .apps()
                .deployments()
                .inNamespace(namespace.name())
                .withName("restricted-bailiwick")
                .require();
        assertThat(failures(deployment)).isEmpty();
        assertThat(theTestIsAdmitted(namespace)).isTrue();
        uninstall(namespace, "restricted");
    }

    /** The sandbox has no kubelet: that the pod of {@code helm test} is let in is all that can be seen. */
    private boolean theTestIsAdmitted(TestNamespace namespace) throws IOException {
        var rendered = sandbox.helm("get", "hooks", "restricted", "--namespace=" + namespace.name())
                .orThrow();
        var file = Files.writeString(sandbox.dir().resolve("helm-test.yaml"), rendered);
        return sandbox.kubectl("create", "--dry-run=server", "--validate=strict", "--filename=" + file)
                .good();
    }

    @Test
    void whoMayEditANamespaceMayEditItsModelDeployments(TestNamespace namespace) {
        // Given
        install(namespace, "with-user-roles", "--set=operator.replicas=0").orThrow();

        // When
        sandbox.kubectl(
                        "--namespace=" + namespace.name(),
                        "create",
                        "rolebinding",
                        "editor",
                        "--clusterrole=edit",
                        "--user=editor")
                .orThrow();

        // Then
        Eventually.eventually(
                "the built-in role edit to hold ModelDeployments",
                () -> asUser("editor", namespace.name(), "create modeldeployments.bailiwick.dev")
                        && asUser("editor", namespace.name(), "patch modeldeployments.bailiwick.dev/scale"));
        assertThat(asUser("editor", namespace.name(), "patch modeldeployments.bailiwick.dev/status"))
                .isFalse();
        uninstall(namespace, "with-user-roles");
    }

    @Test
    void whoMayViewANamespaceMayReadItsModelDeploymentsAndWriteNone(TestNamespace namespace) {
        // Given
        install(namespace, "for-viewers", "--set=operator.replicas=0").orThrow();

        // When
        sandbox.kubectl(
                        "--namespace=" + namespace.name(),
                        "create",
                        "rolebinding",
                        "viewer",
                        "--clusterrole=view",
                        "--user=viewer")
                .orThrow();

        // Then
        Eventually.eventually(
                "the built-in role view to hold ModelDeployments",
                () -> asUser("viewer", namespace.name(), "list modeldeployments.bailiwick.dev")
                        && asUser("viewer", namespace.name(), "get modeldeployments.bailiwick.dev/scale"));
        assertThat(Stream.of("create", "update", "patch", "delete", "deletecollection")
                        .flatMap(verb -> Stream.of("", "/status", "/scale")
                                .map(part -> verb + " modeldeployments.bailiwick.dev" + part)))
                .allSatisfy(right ->
                        assertThat(asUser("viewer", namespace.name(), right)).isFalse());
        uninstall(namespace, "for-viewers");
    }

    @Test
    void uninstallingKeepsTheDefinitionAndNothingElse(TestNamespace namespace) {
        // Given
        install(namespace, "short-lived", "--set=operator.replicas=0").orThrow();

        // When
        uninstall(namespace, "short-lived");

        // Then
        assertThat(sandbox.client()
                        .apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName("modeldeployments.bailiwick.dev")
                        .get())
                .isNotNull();
        assertThat(sandbox.kubectl(
                                "get",
                                "clusterroles,clusterrolebindings,roles,rolebindings,serviceaccounts,services,deployments,networkpolicies,poddisruptionbudgets",
                                "--all-namespaces",
                                "--selector=app.kubernetes.io/instance=short-lived",
                                "--output=name")
                        .orThrow())
                .isEmpty();
    }

    @Test
    void saysWhatToDoNext(TestNamespace namespace) {
        // When
        var said = sandbox.helm(
                        "install",
                        "bailiwick",
                        Chart.DIRECTORY.toString(),
                        "--namespace=" + namespace.name(),
                        "--dry-run=client",
                        "--set=crds.install=false",
                        "--set=image.registry=registry.example")
                .orThrow();

        // Then
        assertThat(said)
                .contains(
                        "kubectl --namespace %s rollout status deployment/bailiwick".formatted(namespace.name()),
                        "helm test bailiwick --namespace " + namespace.name(),
                        "It serves ModelDeployments in every namespace.",
                        "call API servers on port 443 and 6443 only",
                        "kubectl explain modeldeployment.spec");
    }

    /** Takes over the definition, which another test may have installed without helm. */
    private CommandResult install(TestNamespace namespace, String release, String values) {
        return install(namespace, release, values, "--set=crds.install=true");
    }

    private CommandResult install(TestNamespace namespace, String release, String values, String more) {
        return sandbox.helm(
                "install",
                release,
                Chart.DIRECTORY.toString(),
                "--namespace=" + namespace.name(),
                "--take-ownership",
                values,
                more);
    }

    private void uninstall(TestNamespace namespace, String release) {
        sandbox.helm("uninstall", release, "--namespace=" + namespace.name()).orThrow();
    }

    private boolean may(TestNamespace home, String account, String where, String right) {
        return asUser("system:serviceaccount:" + home.name() + ":" + account, where, right);
    }

    private boolean asUser(String user, String where, String right) {
        var verb = right.substring(0, right.indexOf(' '));
        var resource = right.substring(verb.length() + 1).split("/", -1);
        return sandbox.kubectl(
                        "auth",
                        "can-i",
                        verb,
                        resource[0],
                        "--subresource=" + (resource.length == 1 ? "" : resource[1]),
                        "--as=" + user,
                        "--namespace=" + where)
                .good();
    }

    private static Stream<String> failures(Deployment deployment) {
        return deployment.getStatus() == null
                ? Stream.of()
                : deployment.getStatus().getConditions().stream()
                        .filter(it -> it.getType().equals("ReplicaFailure"))
                        .map(it -> it.getMessage());
    }
}
