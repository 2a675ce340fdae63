package dev.bailiwick.workload;

import dev.bailiwick.api.v1alpha1.AcceleratorSpec;
import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.api.v1alpha1.ModelDeploymentSpec;
import dev.bailiwick.api.v1alpha1.PodSecurity;
import dev.bailiwick.api.v1alpha1.PodSettings;
import dev.bailiwick.api.v1alpha1.PodVolume;
import dev.bailiwick.api.v1alpha1.Vendor;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the user wrote that changes pods, as a hash over an explicit, versioned projection of the specification (design
 * 5). Values equal to their default and everything derived are left out, so that neither an upgrade of the operator nor
 * a new field with a default changes a revision.
 */
public final class Revision {
    private static final String PROJECTION = "v1";
    private static final int LENGTH = 10;

    private Revision() {}

    /** The revision of a ModelDeployment: ten hexadecimal digits. */
    public static String of(ModelDeployment deployment) {
        return CanonicalJson.hash(PROJECTION + CanonicalJson.write(projection(deployment)), LENGTH);
    }

    static Map<String, Object> projection(ModelDeployment deployment) {
        var fields = new TreeMap<String, Object>();
        model(deployment, fields);
        engine(deployment.getSpec(), fields);
        accelerator(deployment.getSpec().accelerator(), fields);
        pod(deployment.getSpec().pod(), fields);
        var annotations = deployment.getMetadata().getAnnotations();
        put(fields, "restart", annotations == null ? null : annotations.get(Keys.RESTART));
        return fields;
    }

    private static void model(ModelDeployment deployment, Map<String, Object> fields) {
        var model = deployment.getSpec().model();
        if (model == null) {
            return;
        }
        var named = model.name() != null
                && !model.name().equals(deployment.getMetadata().getName());
        put(fields, "model.name", named ? model.name() : null);
        put(fields, "model.image", model.image());
        if (model.claim() != null) {
            put(fields, "model.claim.name", model.claim().name());
            put(fields, "model.claim.path", model.claim().path());
        }
    }

    private static void engine(ModelDeploymentSpec spec, Map<String, Object> fields) {
        put(fields, "engine.type", spec.engine().type().name());
        put(fields, "engine.image", spec.engine().image());
        putUnless(fields, "engine.port", spec.engine().port(), Defaults.PORT);
        put(fields, "engine.args", spec.engine().args());
        put(fields, "engine.maxContext", spec.engine().maxContext());
    }

    private static void accelerator(@Nullable AcceleratorSpec accelerator, Map<String, Object> fields) {
        if (accelerator == null) {
            return;
        }
        fields.put("accelerator", true);
        putUnless(fields, "accelerator.vendor", accelerator.vendor(), Vendor.nvidia);
        putUnless(fields, "accelerator.count", accelerator.count(), 1);
        putUnless(fields, "accelerator.exclusive", accelerator.exclusive(), true);
        if (accelerator.select() != null) {
            put(fields, "accelerator.select.products", accelerator.select().products());
            var memory = accelerator.select().minMemory();
            put(fields, "accelerator.select.minMemory", memory == null ? null : canonical(memory));
        }
    }

    private static void pod(@Nullable PodSettings pod, Map<String, Object> fields) {
        if (pod == null) {
            return;
        }
        put(fields, "pod.labels", pod.labels());
        put(fields, "pod.annotations", pod.annotations());
        put(fields, "pod.env", pod.env());
        put(fields, "pod.tolerations", pod.tolerations());
        put(fields, "pod.nodeSelector", pod.nodeSelector());
        put(fields, "pod.topologySpreadConstraints", pod.topologySpreadConstraints());
        put(fields, "pod.priorityClassName", pod.priorityClassName());
        put(fields, "pod.serviceAccountName", pod.serviceAccountName());
        put(fields, "pod.imagePullSecrets", pod.imagePullSecrets());
        put(fields, "pod.runtimeClassName", pod.runtimeClassName());
        putUnless(fields, "pod.schedulerName", pod.schedulerName(), "default-scheduler");
        put(fields, "pod.resources", resources(pod.resources()));
        security(pod.securityContext(), fields);
        put(fields, "pod.volumes", volumes(pod.volumes()));
    }

    private static void security(@Nullable PodSecurity security, Map<String, Object> fields) {
        if (security == null) {
            return;
        }
        putUnless(fields, "pod.securityContext.runAsUser", security.runAsUser(), 1000L);
        putUnless(fields, "pod.securityContext.runAsGroup", security.runAsGroup(), 1000L);
        putUnless(fields, "pod.securityContext.fsGroup", security.fsGroup(), 1000L);
        put(fields, "pod.securityContext.supplementalGroups", security.supplementalGroups());
    }

    private static @Nullable Map<String, Object> resources(@Nullable ResourceRequirements resources) {
        if (resources == null) {
            return null;
        }
        var fields = new TreeMap<String, Object>();
        put(fields, "limits", quantities(resources.getLimits()));
        put(fields, "requests", quantities(resources.getRequests()));
        return fields;
    }

    private static Map<String, Object> quantities(@Nullable Map<String, Quantity> quantities) {
        var amounts = new TreeMap<String, Object>();
        if (quantities != null) {
            quantities.forEach((name, amount) -> amounts.put(name, canonical(amount)));
        }
        return amounts;
    }

    private static @Nullable Collection<PodVolume> volumes(@Nullable Collection<PodVolume> volumes) {
        return volumes == null
                ? null
                : volumes.stream()
                        .map(v -> new PodVolume(
                                v.name(),
                                v.mountPath(),
                                Boolean.FALSE.equals(v.readOnly()) ? false : null,
                                v.persistentVolumeClaim(),
                                v.configMap(),
                                v.secret()))
                        .toList();
    }

    /** {@code 1Gi} and {@code 1024Mi} are one amount and must be one revision. */
    private static String canonical(Quantity quantity) {
        return Quantity.getAmountInBytes(quantity).stripTrailingZeros().toPlainString();
    }

    private static void putUnless(Map<String, Object> fields, String key, @Nullable Object value, Object standard) {
        put(fields, key, standard.equals(value) ? null : value);
    }

    private static void put(Map<String, Object> fields, String key, @Nullable Object value) {
        var empty = value == null
                || "".equals(value)
                || (value instanceof Collection<?> c && c.isEmpty())
                || (value instanceof Map<?, ?> m && m.isEmpty());
        if (!empty) {
            fields.put(key, value);
        }
    }
}
