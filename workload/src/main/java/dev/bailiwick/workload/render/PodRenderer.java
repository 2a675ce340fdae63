package dev.bailiwick.workload.render;

import dev.bailiwick.api.v1alpha1.EngineType;
import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.api.v1alpha1.PodSettings;
import dev.bailiwick.placement.Pinning;
import dev.bailiwick.workload.CanonicalJson;
import dev.bailiwick.workload.Keys;
import dev.bailiwick.workload.Settings;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Renders the pod template of a replica: pinned, restricted, with room to start and time to finish. */
final class PodRenderer {
    static final String HOME = "/home/bailiwick";
    static final String CONTAINER = "engine";
    static final String PORT = "http";
    private static final int PROBE_PERIOD_SECONDS = 5;
    /** Time between the end of the drain deadline and SIGKILL, for an engine to exit in order. */
    private static final int EXIT_SECONDS = 20;

    private final Settings settings;

    PodRenderer(Settings settings) {
        this.settings = settings;
    }

    PodTemplateSpec template(ModelDeployment deployment, String revision, Optional<Pinning> pinning) {
        var pod = deployment.getSpec().pod();
        var labels = new LinkedHashMap<String, String>();
        if (pod != null && pod.labels() != null) {
            labels.putAll(pod.labels());
        }
        labels.putAll(ObjectRenderer.labels(deployment));
        labels.put(Keys.REVISION, revision);
        labels.put(Keys.SERVING, Keys.SERVING_TRUE);
        var template = new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(labels)
                .withAnnotations(pod == null || pod.annotations() == null ? Map.of() : pod.annotations())
                .endMetadata()
                .withSpec(spec(deployment, pinning))
                .build();
        var hash = CanonicalJson.hash(CanonicalJson.write(template), 10);
        return template.edit()
                .editMetadata()
                .addToAnnotations(Keys.TEMPLATE, hash)
                .endMetadata()
                .build();
    }

    private PodSpec spec(ModelDeployment deployment, Optional<Pinning> pinning) {
        var pod = Optional.ofNullable(deployment.getSpec().pod());
        var engine = EngineSettings.of(deployment);
        var volumes = new Volumes(deployment, engine);
        var spec = new PodSpecBuilder()
                .withServiceAccountName(pod.map(PodSettings::serviceAccountName)
                        .orElse(deployment.getMetadata().getName()))
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(
                        engine.drainSeconds() + settings.preStopSleep().toSeconds() + EXIT_SECONDS)
                .withSecurityContext(
                        Restricted.pod(pod.map(PodSettings::securityContext).orElse(null)))
                .withContainers(container(deployment, engine, volumes, pinning))
                .withVolumes(volumes.volumes());
        pod.map(PodSettings::priorityClassName).ifPresent(spec::withPriorityClassName);
        pod.map(PodSettings::runtimeClassName).ifPresent(spec::withRuntimeClassName);
        pod.map(PodSettings::schedulerName).ifPresent(spec::withSchedulerName);
        pod.map(PodSettings::imagePullSecrets).ifPresent(spec::withImagePullSecrets);
        Scheduling.apply(spec, deployment, pinning);
        return spec.build();
    }

    private Container container(
            ModelDeployment deployment, EngineSettings engine, Volumes volumes, Optional<Pinning> pinning) {
        var spec = deployment.getSpec();
        var profile = EngineProfile.of(spec.engine().type());
        var args = new ArrayList<>(profile.arguments(engine));
        if (spec.engine().args() != null) {
            args.addAll(spec.engine().args());
        }
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(spec.engine().image())
                .withCommand(profile.command())
                .withArgs(args)
                .withEnv(Environment.of(profile, engine, spec.pod()))
                .addNewPort()
                .withName(PORT)
                .withContainerPort(engine.port())
                .withProtocol("TCP")
                .endPort()
                .withResources(resources(spec.pod(), pinning))
                .withVolumeMounts(volumes.mounts())
                .withStartupProbe(startup(profile))
                .withReadinessProbe(probe(profile, 6))
                .withNewLifecycle()
                .withNewPreStop()
                .withNewSleep(settings.preStopSleep().toSeconds())
                .endPreStop()
                .endLifecycle()
                .withSecurityContext(new SecurityContextBuilder()
                        .withAllowPrivilegeEscalation(false)
                        .withReadOnlyRootFilesystem(spec.engine().type() != EngineType.NIM)
                        .withNewCapabilities()
                        .withDrop("ALL")
                        .endCapabilities()
                        .build())
                .build();
    }

    /** Start-up may take the whole budget; readiness forgives a loaded engine that answers late (behaviour 10). */
    private Probe startup(EngineProfile profile) {
        return probe(
                profile, Math.toIntExact(Math.max(1, settings.startupBudget().toSeconds() / PROBE_PERIOD_SECONDS)));
    }

    private static Probe probe(EngineProfile profile, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(profile.healthPath())
                .withNewPort(PORT)
                .endHttpGet()
                .withPeriodSeconds(PROBE_PERIOD_SECONDS)
                .withTimeoutSeconds(5)
                .withFailureThreshold(failures)
                .build();
    }

    private static @Nullable ResourceRequirements resources(@Nullable PodSettings pod, Optional<Pinning> pinning) {
        var resources = pod == null || pod.resources() == null
                ? new ResourceRequirementsBuilder()
                : new ResourceRequirementsBuilder()
                        .withLimits(canonical(pod.resources().getLimits()))
                        .withRequests(canonical(pod.resources().getRequests()));
        pinning.ifPresent(pin -> resources.addToLimits(pin.resourceName(), new Quantity(Long.toString(pin.count()))));
        var built = resources.build();
        return built.getLimits().isEmpty() && built.getRequests().isEmpty() ? null : built;
    }

    /** The API server spells quantities in one way; rendered in another, they would differ for ever. */
    private static Map<String, Quantity> canonical(@Nullable Map<String, Quantity> amounts) {
        var result = new LinkedHashMap<String, Quantity>();
        if (amounts != null) {
            amounts.forEach((name, amount) -> result.put(name, CanonicalQuantity.of(amount)));
        }
        return result;
    }
}
