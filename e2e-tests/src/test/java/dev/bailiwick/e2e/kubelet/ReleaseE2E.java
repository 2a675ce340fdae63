package dev.bailiwick.e2e.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.LiveDeployment;
import dev.bailiwick.e2e.harness.TestNamespace;
import dev.bailiwick.sandbox.CommandResult;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The life of a release on a cluster that serves: install, test, upgrade with a changed CRD, roll back, uninstall. */
@OnNode
class ReleaseE2E {

    private static final Path CHART = Path.of("../helm/bailiwick");
    private static final String DEFINITION = "files/modeldeployments.bailiwick.dev.yaml";
    private static final String FIELD = "servedByTheNextVersion";

    @Test
    void aReleaseIsTestedUpgradedRolledBackAndUninstalledWhileItsDeploymentsServe(
            Cluster cluster, TestNamespace namespace) throws IOException {
        // Given
        var hall = Hall.restricted(cluster, namespace);
        var deployment = hall.apply("serving", """
            engine: {type: Custom, image: "%s", args: ["--cold-start=0s", "--served-model-name=serving"]}
            """.formatted(cluster.images().engineSimulator()));
        deployment.awaitSettled(1);
        var before = lives(deployment);
        assertThat(cluster.helm("test", Cluster.RELEASE, "--namespace=" + Cluster.NAMESPACE, "--timeout=1m")
                        .orThrow())
                .contains("Phase:          Succeeded");

        // When: the next version of the chart brings a field more
        upgrade(cluster, withAnotherField()).orThrow();

        // Then
        awaitDescribed(cluster, true);
        stillServes(deployment, before);

        // When
        cluster.helm("rollback", Cluster.RELEASE, "--namespace=" + Cluster.NAMESPACE, "--wait", "--timeout=2m")
                .orThrow();

        // Then
        awaitDescribed(cluster, false);
        stillServes(deployment, before);

        // When
        cluster.helm("uninstall", Cluster.RELEASE, "--namespace=" + Cluster.NAMESPACE, "--wait", "--timeout=2m")
                .orThrow();

        // Then: the definition stays on purpose, since with it all ModelDeployments would go
        assertThat(left(cluster)).isEmpty();
        assertThat(deployment.get().getStatus()).isNotNull();
        assertThat(lives(deployment)).isEqualTo(before);
    }

    private static CommandResult upgrade(Cluster cluster, Path chart) {
        var line = new ArrayList<>(List.of(
                "upgrade",
                Cluster.RELEASE,
                chart.toString(),
                "--namespace=" + Cluster.NAMESPACE,
                "--wait",
                "--timeout=2m"));
        line.addAll(cluster.images().values());
        return cluster.helm(line.toArray(String[]::new));
    }

    /** A copy of the chart whose CRD has one more optional field in its specification. */
    private static Path withAnotherField() throws IOException {
        var copy = Path.of("target", "kubelet", "next-chart");
        try (var files = Files.walk(CHART)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = copy.resolve(CHART.relativize(file).toString());
                Files.createDirectories(target.resolveSibling(""));
                Files.write(target, Files.readAllBytes(file));
            }
        }
        var definition = copy.resolve(DEFINITION);
        var changed = Files.readString(definition).replaceFirst("(?m)^( +)accelerator:\\n", """
                $1%s:
                $1  description: A field of the next version.
                $1  type: string
                $0""".formatted(FIELD));
        assertThat(changed).contains(FIELD);
        Files.writeString(definition, changed);
        return copy;
    }

    /** The API server publishes what {@code kubectl explain} reads some time after it took the definition. */
    private static void awaitDescribed(Cluster cluster, boolean described) {
        Eventually.eventually(
                "kubectl explain to " + (described ? "know " : "have forgotten ") + FIELD,
                () -> cluster.kubectl("explain", "mdep.spec." + FIELD).good() == described);
    }

    /** The operator reads and writes the old object as before, and no pod was restarted or replaced. */
    private static void stillServes(LiveDeployment deployment, Map<String, Integer> before) {
        deployment.awaitSettled(1);
        assertThat(lives(deployment)).isEqualTo(before);
    }

    /** Restarts of each pod, by UID. */
    private static Map<String, Integer> lives(LiveDeployment deployment) {
        return deployment.pods().stream()
                .collect(Collectors.toMap(pod -> pod.getMetadata().getUid(), ReleaseE2E::restarts));
    }

    private static int restarts(Pod pod) {
        return pod.getStatus().getContainerStatuses().getFirst().getRestartCount();
    }

    /** What is left of the release. */
    private static String left(Cluster cluster) {
        Eventually.eventually(
                "the operator's pods to be gone",
                () -> cluster.client()
                        .pods()
                        .inNamespace(Cluster.NAMESPACE)
                        .list()
                        .getItems()
                        .isEmpty());
        return cluster.kubectl(
                        "get",
                        "clusterroles,clusterrolebindings,roles,rolebindings,serviceaccounts,services,deployments,"
                                + "leases,poddisruptionbudgets,networkpolicies,configmaps,secrets,jobs",
                        "--all-namespaces",
                        "--selector=app.kubernetes.io/instance=" + Cluster.RELEASE,
                        "--output=name")
                .orThrow();
    }
}
