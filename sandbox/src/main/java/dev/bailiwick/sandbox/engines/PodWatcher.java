package dev.bailiwick.sandbox.engines;

import dev.bailiwick.lab.simulator.EngineCatalogue;
import dev.bailiwick.lab.simulator.EngineProfile;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Watches the pods of ModelDeployments: one that runs gets an engine and is made Ready after its cold start; one that
 * leaves the Service takes no new requests; one that goes takes its engine along.
 */
public final class PodWatcher implements ResourceEventHandler<Pod>, AutoCloseable {
    private static final String NAME = "bailiwick.dev/name";
    private static final String SERVING = "bailiwick.dev/serving";

    private final KubernetesClient client;
    private final EngineHall hall;
    private final Duration coldStart;
    private final InstantSource clock;
    private final EngineCatalogue catalogue = EngineCatalogue.load();
    private final ExecutorService starts = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> starting = ConcurrentHashMap.newKeySet();
    private final Map<String, String> products = new ConcurrentHashMap<>();
    private final SharedIndexInformer<Pod> informer;

    /**
     * A watcher that has not started.
     *
     * @param coldStart time from a pod's start to its Ready
     */
    public PodWatcher(KubernetesClient client, EngineHall hall, Duration coldStart, InstantSource clock) {
        this.client = client;
        this.hall = hall;
        this.coldStart = coldStart;
        this.clock = clock;
        this.informer = client.pods().inAnyNamespace().withLabel(NAME).runnableInformer(0);
        informer.addEventHandler(this);
    }

    /** Begins to watch. */
    public void start() {
        informer.run();
    }

    @Override
    public void onAdd(Pod pod) {
        look(pod);
    }

    @Override
    public void onUpdate(Pod before, Pod pod) {
        look(pod);
    }

    @Override
    public void onDelete(Pod pod, boolean finalStateUnknown) {
        starting.remove(pod.getMetadata().getUid());
        hall.close(pod.getMetadata().getUid());
    }

    private void look(Pod pod) {
        var uid = pod.getMetadata().getUid();
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            hall.pod(uid).ifPresent(engine -> engine.serving(false));
            return;
        }
        var serving = "true".equals(pod.getMetadata().getLabels().get(SERVING));
        hall.pod(uid).ifPresent(engine -> engine.serving(serving));
        var running =
                pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase());
        if (running && !hall.knows(uid) && starting.add(uid)) {
            // A pod that was Ready before this process started is served at once: its cold start is over.
            var wait = ready(pod) ? Duration.ZERO : coldStart;
            startAfter(wait, pod);
        }
    }

    private void startAfter(Duration wait, Pod pod) {
        CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS, starts)
                .execute(() -> start(pod));
    }

    private void start(Pod pod) {
        var uid = pod.getMetadata().getUid();
        if (!starting.remove(uid)) {
            return;
        }
        hall.open(uid, deployment(pod), name(pod), profile(pod), clock.instant());
        try {
            makeReady(pod);
        } catch (KubernetesClientException e) {
            hall.close(uid);
            if (e.getCode() != 404) {
                starting.add(uid);
                startAfter(Duration.ofSeconds(1), pod);
            }
        }
    }

    private void makeReady(Pod pod) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        var conditions = List.of("Ready", "ContainersReady").stream()
                .map(type -> new PodConditionBuilder()
                        .withType(type)
                        .withStatus("True")
                        .withLastTransitionTime(now)
                        .build())
                .toList();
        var containers = pod.getSpec().getContainers().stream()
                .map(container -> new ContainerStatusBuilder()
                        .withName(container.getName())
                        .withImage(container.getImage())
                        .withImageID("")
                        .withReady(true)
                        .withStarted(true)
                        .withRestartCount(0)
                        .withNewState()
                        .withNewRunning(now)
                        .endState()
                        .build())
                .toList();
        var patch = client.getKubernetesSerialization()
                .asJson(Map.of("status", Map.of("conditions", conditions, "containerStatuses", containers)));
        client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .subresource("status")
                .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch);
    }

    private EngineProfile profile(Pod pod) {
        return EngineChoice.of(pod, product(pod.getSpec().getNodeName()), catalogue);
    }

    private String product(String node) {
        return products.computeIfAbsent(node, name -> {
            var found = client.nodes().withName(name).get();
            var labels = found == null
                    ? Map.<String, String>of()
                    : found.getMetadata().getLabels();
            return labels.getOrDefault(
                    "nvidia.com/gpu.product", labels.getOrDefault("amd.com/gpu.product-name", "CPU"));
        });
    }

    private static boolean ready(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
    }

    /** The watch selects by this label, so that every pod has it. */
    private static String name(Pod pod) {
        return Objects.requireNonNull(pod.getMetadata().getLabels().get(NAME));
    }

    private static String deployment(Pod pod) {
        return pod.getMetadata().getNamespace() + "/"
                + pod.getMetadata().getLabels().get(NAME);
    }

    @Override
    public void close() {
        informer.stop();
        starts.shutdownNow();
    }
}
