package dev.bailiwick.workload.render;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.placement.Pinning;
import dev.bailiwick.workload.CanonicalJson;
import dev.bailiwick.workload.Keys;
import dev.bailiwick.workload.Settings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renders everything that a ModelDeployment owns (design 5), complete and without empty or defaulted values. */
public final class ObjectRenderer {
    private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

    private final Settings settings;
    private final PodRenderer pods;

    public ObjectRenderer(Settings settings) {
        this.settings = settings;
        this.pods = new PodRenderer(settings);
    }

    /** The objects that stand beside the replicas: ServiceAccount, Service and NetworkPolicy. */
    public List<HasMetadata> surroundings(ModelDeployment deployment) {
        return List.of(
                stamped(serviceAccount(deployment)), stamped(service(deployment)), stamped(networkPolicy(deployment)));
    }

    /** The ReplicaSet of the current revision at {@code replicas}, draining pods included. */
    public ReplicaSet replicaSet(ModelDeployment deployment, String revision, Optional<Pinning> pinning, int replicas) {
        var selector = Map.of(Keys.NAME, deployment.getMetadata().getName(), Keys.REVISION, revision);
        var metadata = metadata(deployment, replicaSetName(deployment, revision));
        metadata.getLabels().put(Keys.REVISION, revision);
        return stamped(new ReplicaSetBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .withMatchLabels(selector)
                .endSelector()
                .withTemplate(pods.template(deployment, revision, pinning))
                .endSpec()
                .build());
    }

    public static String replicaSetName(ModelDeployment deployment, String revision) {
        return deployment.getMetadata().getName() + "-" + revision;
    }

    /** Address of the model inside the cluster. */
    public static String url(ModelDeployment deployment) {
        return "http://%s.%s.svc"
                .formatted(
                        deployment.getMetadata().getName(),
                        deployment.getMetadata().getNamespace());
    }

    static Map<String, String> labels(ModelDeployment deployment) {
        var labels = new LinkedHashMap<String, String>();
        labels.put(Keys.NAME, deployment.getMetadata().getName());
        labels.put(Keys.MANAGED_BY, Keys.MANAGER);
        return labels;
    }

    private static ServiceAccount serviceAccount(ModelDeployment deployment) {
        return new ServiceAccountBuilder()
                .withMetadata(metadata(deployment, deployment.getMetadata().getName()))
                .withAutomountServiceAccountToken(false)
                .build();
    }

    private static Service service(ModelDeployment deployment) {
        return new ServiceBuilder()
                .withMetadata(metadata(deployment, deployment.getMetadata().getName()))
                .withNewSpec()
                .withSelector(Map.of(Keys.NAME, deployment.getMetadata().getName(), Keys.SERVING, Keys.SERVING_TRUE))
                .addNewPort()
                .withName(PodRenderer.PORT)
                .withProtocol("TCP")
                .withPort(80)
                .withTargetPort(new IntOrString(PodRenderer.PORT))
                .endPort()
                .endSpec()
                .build();
    }

    /**
     * Engines serve metrics on the serving port, so no finer rule exists: the namespace itself, the operator, and
     * namespaces labelled as clients.
     */
    private NetworkPolicy networkPolicy(ModelDeployment deployment) {
        return new NetworkPolicyBuilder()
                .withMetadata(metadata(deployment, deployment.getMetadata().getName()))
                .withNewSpec()
                .withNewPodSelector()
                .addToMatchLabels(Keys.NAME, deployment.getMetadata().getName())
                .endPodSelector()
                .withPolicyTypes("Ingress")
                .addNewIngress()
                .withFrom(
                        namespace(NAMESPACE_NAME, deployment.getMetadata().getNamespace()),
                        namespace(NAMESPACE_NAME, settings.operatorNamespace()),
                        namespace(Keys.CLIENT, "true"))
                .addNewPort()
                .withProtocol("TCP")
                .withNewPort(PodRenderer.PORT)
                .endPort()
                .endIngress()
                .endSpec()
                .build();
    }

    private static io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer namespace(
            String label, String value) {
        return new NetworkPolicyPeerBuilder()
                .withNewNamespaceSelector()
                .addToMatchLabels(label, value)
                .endNamespaceSelector()
                .build();
    }

    private static ObjectMeta metadata(ModelDeployment deployment, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(deployment.getMetadata().getNamespace())
                .withLabels(labels(deployment))
                .addNewOwnerReference()
                .withApiVersion(deployment.getApiVersion())
                .withKind(deployment.getKind())
                .withName(deployment.getMetadata().getName())
                .withUid(deployment.getMetadata().getUid())
                .withController(true)
                .endOwnerReference()
                .build();
    }

    /** The hash says later whether what was applied is still what would be applied. */
    private static <T extends HasMetadata> T stamped(T object) {
        var hash = CanonicalJson.hash(CanonicalJson.write(object), 16);
        var annotations = new LinkedHashMap<String, String>();
        annotations.put(Keys.RENDERED, hash);
        object.getMetadata().setAnnotations(annotations);
        return object;
    }
}
