package dev.bailiwick.e2e.harness;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.api.v1alpha1.ModelDeploymentStatus;
import dev.bailiwick.api.v1alpha1.ScalingStatus;
import dev.bailiwick.api.v1alpha1.Summary;
import dev.bailiwick.sandbox.CommandResult;
import dev.bailiwick.workload.Keys;
import dev.bailiwick.workload.rollout.FleetReader;
import dev.bailiwick.workload.status.ConditionReason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A ModelDeployment on the API server, with what belongs to it: a test's hand on it and a test's eye. */
public final class LiveDeployment {

    private static final PatchContext MERGE =
            new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();

    private final Place place;
    private final String name;

    /** A ModelDeployment of this name, which need not exist yet. */
    public LiveDeployment(Place place, String name) {
        this.place = place;
        this.name = name;
    }

    public String name() {
        return name;
    }

    private Resource<ModelDeployment> resource() {
        return place.client()
                .resources(ModelDeployment.class)
                .inNamespace(place.namespace().name())
                .withName(name);
    }

    /** Applies this specification, in YAML, as a pipeline would: what an earlier one said and this does not is withdrawn. */
    public LiveDeployment apply(String spec) {
        var yaml = "apiVersion: bailiwick.dev/v1alpha1\nkind: ModelDeployment\nmetadata:\n  name: %s\nspec:\n%s"
                .formatted(name, spec.indent(2));
        place.client()
                .resource(Serialization.unmarshal(yaml, ModelDeployment.class))
                .inNamespace(place.namespace().name())
                .fieldManager("pipeline")
                .forceConflicts()
                .serverSideApply();
        return this;
    }

    /** Merges a JSON patch into the object. */
    public void patch(String json) {
        resource().patch(MERGE, json);
    }

    /** Sets an annotation, or removes it. */
    public void annotate(String key, @Nullable String value) {
        patch("{\"metadata\":{\"annotations\":{\"%s\":%s}}}"
                .formatted(key, value == null ? "null" : "\"" + value + "\""));
    }

    /** Scales with kubectl. */
    public CommandResult scale(int replicas) {
        return place.kubectl("scale", "mdep", name, "--replicas=" + replicas);
    }

    public void delete() {
        resource().delete();
    }

    public ModelDeployment get() {
        return resource().require();
    }

    /** Its status; fails while it has none. */
    public ModelDeploymentStatus status() {
        return Optional.ofNullable(get().getStatus()).orElseThrow(() -> new AssertionError(name + " has no status"));
    }

    /** What status says of the size; fails while it says nothing. */
    public ScalingStatus scaling() {
        return Optional.ofNullable(status().scaling()).orElseThrow();
    }

    /** The line that kubectl shows; fails while there is none. */
    public Summary summary() {
        return Optional.ofNullable(status().summary()).orElseThrow();
    }

    /** The size that the operator holds. */
    public int size() {
        return Optional.ofNullable(scaling().desired()).orElseThrow();
    }

    /** A condition; fails while status does not have it. */
    public Condition condition(ConditionReason reason) {
        return condition(get(), reason.type().name()).orElseThrow();
    }

    private static Optional<Condition> condition(ModelDeployment live, String type) {
        return Optional.ofNullable(live.getStatus())
                .map(ModelDeploymentStatus::conditions)
                .flatMap(all ->
                        all.stream().filter(c -> c.getType().equals(type)).findFirst());
    }

    /** Returns, with its message, when a condition has this reason, and is of the specification as it now is. */
    public String await(ConditionReason reason) {
        await(
                reason.type() + " " + reason,
                live -> condition(live, reason.type().name())
                        .filter(c -> c.getReason().equals(reason.name())
                                && c.getStatus().equals(reason.status())
                                && live.getMetadata().getGeneration().equals(c.getObservedGeneration()))
                        .isPresent());
        return condition(reason).getMessage();
    }

    /** Returns when a condition has this reason and a message that begins so. */
    public void await(ConditionReason reason, String beginning) {
        await(
                "%s %s: %s".formatted(reason.type(), reason, beginning),
                live -> condition(live, reason.type().name())
                        .filter(c -> c.getReason().equals(reason.name())
                                && c.getMessage().startsWith(beginning))
                        .isPresent());
    }

    /** Returns when the object is as told; a failure shows its status. */
    public void await(String what, Predicate<ModelDeployment> predicate) {
        Eventually.eventually(
                () -> "%s of %s/%s; its status is\n%s"
                        .formatted(
                                what,
                                place.namespace().name(),
                                name,
                                Serialization.asYaml(Optional.<Object>ofNullable(get().getStatus())
                                        .orElse("absent"))),
                () -> predicate.test(get()));
    }

    /** Returns when exactly this many pods serve, none of another revision, and none drains or starts. */
    public LiveDeployment awaitSettled(int replicas) {
        await(replicas + " replicas, settled", live -> {
            var status = live.getStatus();
            return status != null
                    && live.getMetadata().getGeneration().equals(status.observedGeneration())
                    && Integer.valueOf(replicas).equals(status.readyReplicas())
                    && Integer.valueOf(replicas).equals(status.replicas())
                    && Integer.valueOf(0).equals(status.drainingReplicas())
                    && condition(live, "Reconciling")
                            .filter(c -> c.getStatus().equals("False"))
                            .isPresent();
        });
        return this;
    }

    /** Returns when the operator holds this size. */
    public void awaitSize(int size) {
        await(
                "size " + size,
                live -> live.getStatus() != null
                        && live.getStatus().scaling() != null
                        && Integer.valueOf(size)
                                .equals(live.getStatus().scaling().desired()));
    }

    /** Returns when the operator recommends this size. */
    public void awaitRecommendation(int size) {
        await(
                "a recommendation of " + size,
                live -> live.getStatus() != null
                        && live.getStatus().scaling() != null
                        && Integer.valueOf(size)
                                .equals(live.getStatus().scaling().recommended()));
    }

    /** Its live pods that run, ready or not, oldest first. */
    public List<Pod> running() {
        return pods().stream()
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                .toList();
    }

    /** Its live pods, oldest first. */
    public List<Pod> pods() {
        return place
                .client()
                .pods()
                .inNamespace(place.namespace().name())
                .withLabel(Keys.NAME, name)
                .list()
                .getItems()
                .stream()
                .filter(FleetReader::live)
                .sorted(Comparator.comparing((Pod pod) -> pod.getMetadata().getCreationTimestamp())
                        .thenComparing(pod -> pod.getMetadata().getName()))
                .toList();
    }

    public List<Pod> serving() {
        return pods().stream()
                .filter(pod -> FleetReader.ready(pod) && !FleetReader.draining(pod))
                .toList();
    }

    public List<Pod> draining() {
        return pods().stream().filter(FleetReader::draining).toList();
    }

    /** Tells of every change of its pods. */
    Watch watchPods(Watcher<Pod> watcher) {
        return place.client()
                .pods()
                .inNamespace(place.namespace().name())
                .withLabel(Keys.NAME, name)
                .watch(watcher);
    }

    /** Its ReplicaSets, of all revisions, by name. */
    public List<ReplicaSet> replicaSets() {
        return place
                .client()
                .apps()
                .replicaSets()
                .inNamespace(place.namespace().name())
                .withLabel(Keys.NAME, name)
                .list()
                .getItems()
                .stream()
                .sorted(Comparator.comparing(
                        (ReplicaSet set) -> set.getMetadata().getName()))
                .toList();
    }

    /** The ReplicaSet of the revision that status names. */
    public ReplicaSet currentSet() {
        return place.client()
                .apps()
                .replicaSets()
                .inNamespace(place.namespace().name())
                .withName(name + "-" + status().revision())
                .require();
    }

    /** The engine in a pod. */
    public Engine engine(Pod pod) {
        return place.engine(pod);
    }

    /** The engines of all live pods. */
    public List<Engine> engines() {
        return pods().stream().map(this::engine).toList();
    }

    /** Notes of its events with this reason, oldest first. */
    public List<String> events(String reason) {
        return place
                .client()
                .events()
                .v1()
                .events()
                .inNamespace(place.namespace().name())
                .list()
                .getItems()
                .stream()
                .filter(event -> name.equals(event.getRegarding().getName()) && reason.equals(event.getReason()))
                .sorted(Comparator.comparing(
                        (Event event) -> event.getEventTime().getTime()))
                .map(Event::getNote)
                .toList();
    }

    /** Returns when there is an event with this reason, with the note of the latest. */
    public String awaitEvent(Enum<?> reason) {
        Eventually.eventually(
                "event " + reason + " of " + place.namespace().name() + "/" + name,
                () -> !events(reason.name()).isEmpty());
        return events(reason.name()).getLast();
    }
}
