package dev.bailiwick.workload.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.api.v1alpha1.ModelDeploymentStatus;
import dev.bailiwick.workload.Keys;
import dev.bailiwick.workload.Pass;
import dev.bailiwick.workload.Revision;
import dev.bailiwick.workload.Scene;
import dev.bailiwick.workload.render.ObjectRenderer;
import dev.bailiwick.workload.render.PodPromises;
import dev.bailiwick.workload.scaling.ScalingPolicies;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Map;

/** What must hold of a pass over any ModelDeployment that the API server can store. */
final class Promises {
    /** Most characters of a condition's message that the API server stores. */
    private static final int MOST_OF_A_MESSAGE = 32_768;

    private Promises() {}

    static void hold(Scene scene, ModelDeployment deployment) {
        var pass = scene.pass();
        var objects = new ObjectRenderer(Scene.settings());
        var set = objects.replicaSet(
                deployment,
                pass.revision(),
                pass.placement().map(plan -> plan.pinning()),
                pass.sizing().size());

        sizes(pass);
        assertThat(Revision.of(deployment)).isEqualTo(pass.revision()).matches("[0-9a-f]{10}");
        objects.surroundings(deployment).forEach(object -> ours(object, deployment));
        ours(set, deployment);
        selectsItsPods(set, pass.revision());
        PodPromises.hold(set.getSpec().getTemplate().getSpec(), deployment.getSpec());
        reported(scene.status());
    }

    private static void sizes(Pass pass) {
        var deployment = pass.observed().deployment();
        var size = pass.sizing().size();
        assertThat(size).isNotNegative();
        var policy = ScalingPolicies.of(deployment, size);
        assertThat(policy.minReplicas()).isBetween(1, policy.maxReplicas());
        if (ScalingPolicies.follows(deployment)) {
            assertThat(size).isBetween(policy.minReplicas(), policy.maxReplicas());
        }
    }

    private static void ours(HasMetadata object, ModelDeployment deployment) {
        var name = deployment.getMetadata().getName();
        assertThat(object.getMetadata().getName()).startsWith(name).hasSizeLessThanOrEqualTo(63);
        assertThat(object.getMetadata().getLabels())
                .containsAllEntriesOf(Map.of(Keys.NAME, name, Keys.MANAGED_BY, Keys.MANAGER));
        assertThat(object.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> {
            assertThat(owner.getUid()).isEqualTo(deployment.getMetadata().getUid());
            assertThat(owner.getController()).isTrue();
        });
    }

    private static void selectsItsPods(ReplicaSet set, String revision) {
        var labels = set.getSpec().getTemplate().getMetadata().getLabels();
        assertThat(labels)
                .containsAllEntriesOf(set.getSpec().getSelector().getMatchLabels())
                .containsEntry(Keys.REVISION, revision)
                .containsEntry(Keys.SERVING, Keys.SERVING_TRUE)
                .containsEntry(Keys.MANAGED_BY, Keys.MANAGER);
        assertThat(set.getSpec().getTemplate().getMetadata().getAnnotations().keySet())
                .filteredOn(key -> key.startsWith(Keys.PREFIX))
                .containsExactly(Keys.TEMPLATE);
    }

    /** The API server must take the status. */
    private static void reported(ModelDeploymentStatus status) {
        assertThat(status.conditions()).isNotEmpty().allSatisfy(condition -> {
            assertThat(condition.getMessage()).hasSizeBetween(1, MOST_OF_A_MESSAGE);
            assertThat(condition.getReason()).matches("[A-Za-z]+");
            assertThat(condition.getStatus()).isIn("True", "False", "Unknown");
        });
    }
}
