package dev.bailiwick.e2e.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.e2e.harness.AuditLog;
import dev.bailiwick.e2e.harness.AuditLog.Request;
import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.LiveDeployment;
import dev.bailiwick.e2e.harness.Operated;
import dev.bailiwick.e2e.harness.Operator;
import dev.bailiwick.e2e.harness.Pods;
import dev.bailiwick.e2e.harness.Scene;
import dev.bailiwick.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A GitOps tool that applies, again and again, what stands already, costs nothing and moves nothing. */
@Operated
class SelfHealIT {

    private static final Path EXAMPLES = Path.of("../examples");
    private static final Set<String> WRITES = Set.of("create", "patch", "update", "delete", "deletecollection");

    @Test
    void tenAppliesOfTheExamplesThatStandChangeNothing(Scene scene, Sandbox sandbox, Operator operator)
            throws IOException {
        // Given
        var manifests = manifests(scene);
        apply(scene, manifests);
        var deployments = List.of(
                served(scene, "maintenance-assistant", 1),
                served(scene, "surface-inspector", 1),
                served(scene, "document-search", 2));
        // The mean of 30 seconds is the last signal to be known.
        deployments.forEach(it -> it.await("a token rate", SelfHealIT::tokenRateKnown));
        var audit = AuditLog.of(sandbox, operator);
        Eventually.eventually("the operator to have nothing left to write", () -> {
            var position = audit.position();
            ticks(deployments);
            return writes(audit, position).isEmpty();
        });
        var before = state(deployments);
        var events = events(scene);
        var position = audit.position();

        // When
        for (var round = 0; round < 10; round++) {
            apply(scene, manifests);
        }
        ticks(deployments);

        // Then
        assertThat(writes(audit, position)).isEmpty();
        assertThat(state(deployments)).isEqualTo(before);
        assertThat(events(scene)).isEqualTo(events);
    }

    /** The examples, for the namespace of the scene. */
    private static Path manifests(Scene scene) throws IOException {
        var directory = Files.createDirectories(
                scene.sandbox().dir().resolve(scene.namespace().name()));
        for (var name : List.of("maintenance-assistant", "surface-inspector", "document-search")) {
            var text = Files.readString(EXAMPLES.resolve(name + ".yaml"));
            Files.writeString(
                    directory.resolve(name + ".yaml"),
                    text.replace(
                            "namespace: plant",
                            "namespace: " + scene.namespace().name()));
        }
        return directory;
    }

    /** As Argo CD does with ServerSideApply=true. */
    private static void apply(Scene scene, Path manifests) {
        scene.kubectl(
                        "apply",
                        "--server-side",
                        "--field-manager=argocd-controller",
                        "--force-conflicts",
                        "--filename=" + manifests)
                .orThrow();
    }

    private static LiveDeployment served(Scene scene, String name, int replicas) {
        var deployment = scene.deployment(name);
        Eventually.eventually(
                "the pods of " + name + " to run", () -> deployment.running().size() == replicas);
        deployment.engines().forEach(engine -> engine.holds(0, 0));
        deployment.pods().forEach(pod -> Pods.ready(scene.client(), pod));
        return deployment.awaitSettled(replicas);
    }

    /** Returns when the operator has read all of them a few times more. */
    private static void ticks(List<LiveDeployment> deployments) {
        deployments.forEach(it -> it.engines().getFirst().awaitScrapes(4));
    }

    private static boolean tokenRateKnown(ModelDeployment live) {
        var scaling = live.getStatus() == null ? null : live.getStatus().scaling();
        var signals = scaling == null ? null : scaling.signals();
        return signals != null && signals.tokensPerSecond() != null;
    }

    /** What of the operator's requests changes anything; the Lease is renewed every few seconds whatever happens. */
    private static List<Request> writes(AuditLog audit, long position) {
        return audit.since(position).stream()
                .filter(request -> WRITES.contains(request.verb())
                        && !request.resource().equals("leases.coordination.k8s.io")
                        && !request.resource().endsWith(".authorization.k8s.io"))
                .toList();
    }

    private static List<String> state(List<LiveDeployment> deployments) {
        return deployments.stream()
                .map(LiveDeployment::get)
                .map(it -> "%s generation %d resourceVersion %s"
                        .formatted(
                                it.getMetadata().getName(),
                                it.getMetadata().getGeneration(),
                                it.getMetadata().getResourceVersion()))
                .toList();
    }

    private static int events(Scene scene) {
        return scene.client()
                .events()
                .v1()
                .events()
                .inNamespace(scene.namespace().name())
                .list()
                .getItems()
                .size();
    }
}
