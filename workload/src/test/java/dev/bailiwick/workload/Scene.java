package dev.bailiwick.workload;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.api.v1alpha1.ModelDeploymentStatus;
import dev.bailiwick.placement.Inventory;
import dev.bailiwick.placement.NodeView;
import dev.bailiwick.placement.Usage;
import dev.bailiwick.workload.report.StatusReducer;
import dev.bailiwick.workload.rollout.Replica;
import dev.bailiwick.workload.scaling.ScalingOutlook;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a pass finds in the cluster, told step by step; {@link #written} carries the status over to later passes. */
public final class Scene {
    public static final Instant START = Instant.parse("2026-11-24T08:00:00Z");

    /** An older revision than the deployment's. */
    public static final String OLD = "0ld0ld0ld0";

    private ModelDeployment deployment;
    private Instant now = START;
    private final Map<String, Instant> created = new LinkedHashMap<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private final Map<String, String> failures = new HashMap<>();
    private final List<Pod> pods = new ArrayList<>();
    private final Map<String, Replica.Load> loads = new HashMap<>();
    private final List<String> strangers = new ArrayList<>();
    private Inventory inventory = new Inventory(List.of(h100("h100")), Optional.of(new Usage(Map.of())));
    private Optional<PersistentVolumeClaim> claim = Optional.empty();
    private OptionalInt decided = OptionalInt.empty();
    private Optional<ScalingOutlook> outlook = Optional.empty();

    private Scene(ModelDeployment deployment) {
        this.deployment = deployment;
    }

    public static Scene of(ModelDeployment deployment) {
        return new Scene(deployment);
    }

    public static Scene of(String... fragments) {
        return new Scene(Deployments.with(fragments));
    }

    public static NodeView h100(String name) {
        return new NodeView(
                name,
                Map.of(
                        "nvidia.com/gpu.product", "NVIDIA-H100-80GB-HBM3",
                        "nvidia.com/gpu.memory", "81559",
                        "nvidia.com/gpu.sharing-strategy", "none"),
                Map.of("nvidia.com/gpu", 8L),
                true);
    }

    public String revision() {
        return Revision.of(deployment);
    }

    public ModelDeployment deployment() {
        return deployment;
    }

    /** Pods of the current revision that have been ready since they were made. */
    public Scene ready(int count) {
        return add(revision(), count, ScenePods.Step.READY);
    }

    /** Pods of the current revision on a node, never ready so far. */
    public Scene starting(int count) {
        return add(revision(), count, ScenePods.Step.STARTING);
    }

    /** Pods of the current revision for which the scheduler found no node. */
    public Scene unschedulable(int count) {
        return add(revision(), count, ScenePods.Step.UNSCHEDULABLE);
    }

    /** Pods of the current revision that the scheduler has not looked at. */
    public Scene ordered(int count) {
        return add(revision(), count, ScenePods.Step.ORDERED);
    }

    public Scene oldReady(int count) {
        return add(OLD, count, ScenePods.Step.READY);
    }

    public Scene draining(int count) {
        return add(revision(), count, ScenePods.Step.DRAINING);
    }

    public Scene oldDraining(int count) {
        return add(OLD, count, ScenePods.Step.DRAINING);
    }

    /** What the ReplicaSet of the current revision asks for, where that is not the number of its pods. */
    public Scene asking(int replicas) {
        created.putIfAbsent(revision(), START);
        asked.put(revision(), replicas);
        return this;
    }

    /** The ReplicaSet of the current revision cannot make its pods. */
    public Scene refused(String message) {
        created.putIfAbsent(revision(), START);
        failures.put(revision(), message);
        return this;
    }

    public Scene noPods() {
        pods.clear();
        return this;
    }

    public Scene nodes(NodeView... nodes) {
        inventory = new Inventory(List.of(nodes), inventory.usage());
        return this;
    }

    public Scene taken(String node, long gpus) {
        inventory =
                new Inventory(inventory.nodes(), Optional.of(new Usage(Map.of(node, Map.of("nvidia.com/gpu", gpus)))));
        return this;
    }

    public Scene usageUnknown() {
        inventory = new Inventory(inventory.nodes(), Optional.empty());
        return this;
    }

    public Scene claim(String name, String... accessModes) {
        claim = Optional.of(new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withAccessModes(accessModes)
                .endSpec()
                .build());
        return this;
    }

    public Scene stranger(String object) {
        strangers.add(object);
        return this;
    }

    public Scene decided(int size) {
        decided = OptionalInt.of(size);
        return this;
    }

    public Scene outlook(ScalingOutlook said) {
        outlook = Optional.of(said);
        return this;
    }

    public Scene after(Duration time) {
        now = now.plus(time);
        return this;
    }

    public Observed observed() {
        return new Observed(deployment, replicaSets(), pods, loads, inventory, claim, strangers);
    }

    public Pass pass() {
        return new PassPlanner(settings()).plan(observed(), decided, outlook, now);
    }

    public ModelDeploymentStatus status() {
        return new StatusReducer(settings()).reduce(pass());
    }

    /** Writes the status of this pass into the deployment, as the operator does, for the passes that follow. */
    public Scene written() {
        deployment.setStatus(status());
        return this;
    }

    /** The user writes something else. */
    public Scene edit(String... fragments) {
        deployment = Deployments.changed(deployment, fragments);
        return this;
    }

    public static Settings settings() {
        return Settings.standard("bailiwick-system");
    }

    private Scene add(String revision, int count, ScenePods.Step step) {
        created.putIfAbsent(revision, revision.equals(OLD) ? START.minus(Duration.ofDays(1)) : now);
        for (var i = 0; i < count; i++) {
            pods.add(ScenePods.pod(revision, "%s-%d".formatted(revision.substring(0, 3), pods.size()), step, now));
        }
        return this;
    }

    private List<ReplicaSet> replicaSets() {
        var sets = new ArrayList<ReplicaSet>();
        created.forEach((revision, time) -> {
            var own = (int) pods.stream()
                    .filter(pod -> revision.equals(pod.getMetadata().getLabels().get(Keys.REVISION)))
                    .count();
            var set = new ReplicaSetBuilder()
                    .withNewMetadata()
                    .withName(deployment.getMetadata().getName() + "-" + revision)
                    .withUid("set-" + revision)
                    .withCreationTimestamp(time.toString())
                    .addToLabels(Keys.REVISION, revision)
                    .endMetadata()
                    .withNewSpec()
                    .withReplicas(asked.getOrDefault(revision, own))
                    .withNewTemplate()
                    .withNewMetadata()
                    .addToAnnotations(Keys.TEMPLATE, "template")
                    .endMetadata()
                    .endTemplate()
                    .endSpec();
            if (failures.containsKey(revision)) {
                set.withNewStatus()
                        .addNewCondition()
                        .withType("ReplicaFailure")
                        .withStatus("True")
                        .withReason("FailedCreate")
                        .withMessage(failures.get(revision))
                        .endCondition()
                        .endStatus();
            }
            sets.add(set.build());
        });
        return sets;
    }
}
