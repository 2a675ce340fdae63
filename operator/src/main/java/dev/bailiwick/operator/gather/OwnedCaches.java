package dev.bailiwick.operator.gather;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.operator.watch.Watched;
import dev.bailiwick.workload.Keys;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Watched copies of everything that ModelDeployments own, and of the claims they name. A change of any of it that is
 * {@link WorthAPass} wakes the reconciler.
 */
public final class OwnedCaches {
    private final IndexerResourceCache<ModelDeployment> deployments;
    private final Map<Class<? extends HasMetadata>, InformerEventSource<?, ModelDeployment>> sources =
            new LinkedHashMap<>();

    public OwnedCaches(EventSourceContext<ModelDeployment> context) {
        this.deployments = context.getPrimaryCache();
        sources.put(
                Pod.class,
                new InformerEventSource<>(
                        owned(Pod.class).withOnUpdateFilter(WorthAPass::pod).build(), context));
        sources.put(
                ReplicaSet.class,
                new InformerEventSource<>(
                        owned(ReplicaSet.class)
                                .withOnUpdateFilter(WorthAPass::replicaSet)
                                .build(),
                        context));
        for (var type : List.of(Service.class, ServiceAccount.class, NetworkPolicy.class)) {
            sources.put(type, new InformerEventSource<>(owned(type).build(), context));
        }
        sources.put(PersistentVolumeClaim.class, claims(context));
    }

    public List<EventSource<?, ModelDeployment>> eventSources() {
        return List.copyOf(sources.values());
    }

    public Optional<ModelDeployment> deployment(ResourceID id) {
        return deployments.get(id);
    }

    /** All that is watched here, for whoever cares whether the watches still speak. */
    public List<Watched> watched(List<Optional<String>> namespaces) {
        var all = new ArrayList<Watched>();
        for (var namespace : namespaces) {
            all.add(Watched.of(
                    ModelDeployment.class,
                    namespace,
                    "",
                    id -> deployments.get(id).map(HasMetadata.class::cast)));
            sources.forEach((type, source) -> all.add(Watched.of(
                    type,
                    namespace,
                    type == PersistentVolumeClaim.class ? "" : Keys.NAME,
                    id -> source.get(id).map(HasMetadata.class::cast))));
        }
        return all;
    }

    /** The objects of one type that carry the deployment's name; whether it owns them is not checked here. */
    public <T extends HasMetadata> List<T> of(ModelDeployment deployment, Class<T> type) {
        return source(type).getSecondaryResources(deployment).stream()
                .sorted(java.util.Comparator.comparing(o -> o.getMetadata().getName()))
                .toList();
    }

    public Optional<PersistentVolumeClaim> claim(String namespace, String name) {
        return source(PersistentVolumeClaim.class).get(new ResourceID(name, namespace));
    }

    /** Makes our own write visible at once: the next pass must not act on what was before it. */
    public <T extends HasMetadata> void remember(Class<T> type, T before, T after) {
        source(type).handleRecentResourceUpdate(ResourceID.fromResource(after), after, before);
    }

    public <T extends HasMetadata> void rememberNew(Class<T> type, T created) {
        source(type).handleRecentResourceCreate(ResourceID.fromResource(created), created);
    }

    @SuppressWarnings("unchecked") // put and get use the same class token
    private <T extends HasMetadata> InformerEventSource<T, ModelDeployment> source(Class<T> type) {
        return (InformerEventSource<T, ModelDeployment>) java.util.Objects.requireNonNull(sources.get(type));
    }

    private static <T extends HasMetadata> InformerEventSourceConfiguration.Builder<T> owned(Class<T> type) {
        return InformerEventSourceConfiguration.from(type, ModelDeployment.class)
                .withLabelSelector(Keys.NAME)
                .withSecondaryToPrimaryMapper(OwnedCaches::owner);
    }

    private static Set<ResourceID> owner(HasMetadata object) {
        return Set.of(new ResourceID(
                object.getMetadata().getLabels().get(Keys.NAME),
                object.getMetadata().getNamespace()));
    }

    private InformerEventSource<PersistentVolumeClaim, ModelDeployment> claims(
            EventSourceContext<ModelDeployment> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(PersistentVolumeClaim.class, ModelDeployment.class)
                        .withSecondaryToPrimaryMapper(claim -> deployments
                                .list(
                                        claim.getMetadata().getNamespace(),
                                        deployment -> names(
                                                deployment, claim.getMetadata().getName()))
                                .map(ResourceID::fromResource)
                                .collect(Collectors.toSet()))
                        .withPrimaryToSecondaryMapper((ModelDeployment deployment) -> named(deployment)
                                .map(name -> Set.of(new ResourceID(
                                        name, deployment.getMetadata().getNamespace())))
                                .orElse(Set.of()))
                        .build(),
                context);
    }

    private static boolean names(ModelDeployment deployment, String claim) {
        return named(deployment).filter(claim::equals).isPresent();
    }

    private static Optional<String> named(ModelDeployment deployment) {
        var model = deployment.getSpec().model();
        return model == null || model.claim() == null
                ? Optional.empty()
                : Optional.of(model.claim().name());
    }
}
