package dev.bailiwick.e2e.bench;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.workload.Keys;
import dev.bailiwick.workload.rollout.FleetReader;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Deployments of mode Auto. Each is asked for much and for little in turns, and turns at a moment of its own, so that half of them are at
 * either at any time: what is asked is split over the pods that serve, as a router would.
 */
final class BenchFleet implements AutoCloseable {
    private static final String NAMESPACE = "bench";
    /** Target of tokens per second per replica. */
    private static final int TARGET = 100;

    private static final int LOW = 3;
    /** Deployments applied at once. */
    private static final int TOGETHER = 20;
    /** Pods that fit on a node, and pods that a fleet has in the mean for each of its nodes. */
    private static final int NODE_HOLDS = 110;

    private static final int NODE_MEAN = 25;

    private final FleetSize size;
    private final double high;
    private final KubernetesClient client;
    private final PageDesk desk;
    private final InstantSource clock;
    private final SharedIndexInformer<Pod> pods;

    BenchFleet(FleetSize size, KubernetesClient client, PageDesk desk, InstantSource clock) {
        this.size = size;
        this.high = 2 * size.mean() - LOW;
        this.client = client;
        this.desk = desk;
        this.clock = clock;
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        IntStream.range(0, Math.ceilDiv(size.pods(), NODE_MEAN)).forEach(this::node);
        this.pods = client.pods().inNamespace(NAMESPACE).inform();
    }

    private void node(int number) {
        client.resource(Serialization.unmarshal("""
                        apiVersion: v1
                        kind: Node
                        metadata:
                          name: bench-%1$d
                          labels: {kubernetes.io/hostname: bench-%1$d, kubernetes.io/os: linux, kubernetes.io/arch: amd64}
                        spec: {podCIDR: 10.%2$d.0.0/16, podCIDRs: [10.%2$d.0.0/16]}
                        status:
                          addresses: [{type: InternalIP, address: 192.168.1.%2$d}]
                          capacity: {cpu: "64", memory: 256Gi, pods: "%3$d"}
                          allocatable: {cpu: "64", memory: 256Gi, pods: "%3$d"}
                        """.formatted(number, 101 + number, NODE_HOLDS), Node.class))
                .create();
    }

    /**
     * Applies the deployments, all with the same load, and returns when they have the size for it. A few at a time: that so many pods
     * are made at once on one small machine is no part of what is measured.
     */
    void begin() throws InterruptedException {
        var deadline = clock.instant().plus(size.gathering());
        for (int number = 0; number < size.deployments(); number++) {
            apply(number);
            if ((number + 1) % TOGETHER == 0) {
                gather(number + 1, deadline);
            }
        }
        gather(size.deployments(), deadline);
    }

    private void gather(int deployments, Instant deadline) throws InterruptedException {
        var pods = Math.round(deployments * size.mean());
        // One that misread a load while the machine was busy has a replica more and keeps it: its target has a
        // tolerance.
        while (serving() < pods) {
            if (clock.instant().isAfter(deadline)) {
                throw new IllegalStateException(pods + " pods were to serve; there are " + serving());
            }
            hold(Duration.ofMillis(500));
        }
    }

    private long serving() {
        return pods.getStore().list().stream().filter(BenchFleet::serving).count();
    }

    /** Keeps the load of all alike for this long. */
    void hold(Duration time) throws InterruptedException {
        load(time, (number, since) -> size.mean());
    }

    private void apply(int number) {
        client.resource(Serialization.unmarshal("""
                        apiVersion: bailiwick.dev/v1alpha1
                        kind: ModelDeployment
                        metadata: {name: %s, namespace: %s}
                        spec:
                          engine: {type: Custom, image: "registry.example/engines/server:v1"}
                          pod: {annotations: {bailiwick-sandbox/ready-after: 100ms}}
                          scaling:
                            mode: Auto
                            minReplicas: 1
                            maxReplicas: 10
                            scaleDownDelay: 5s
                            targets: {tokensPerSecondPerReplica: %d}
                        """.formatted(name(number), NAMESPACE, TARGET), ModelDeployment.class))
                .create();
    }

    /**
     * Turns each deployment's load as often as the size says. The first turns lie one after another within the time of one; until its
     * own a deployment stays as it is.
     */
    void alternate() throws InterruptedException {
        var each = size.turn();
        load(each.multipliedBy(size.turns()), (number, since) -> {
            var own = since.minus(each.multipliedBy(number).dividedBy(size.deployments()));
            if (own.isNegative()) {
                return size.mean();
            }
            return own.dividedBy(each) % 2 == number % 2 ? high : LOW;
        });
    }

    private void load(Duration time, Asked asked) throws InterruptedException {
        var start = clock.instant();
        var end = start.plus(time);
        for (var now = start; now.isBefore(end); now = clock.instant()) {
            share(asked, Duration.between(start, now));
            Thread.sleep(250);
        }
    }

    /** How many replicas' worth of tokens is asked of a deployment, so long after the beginning. */
    private interface Asked {
        double replicas(int deployment, Duration since);
    }

    private void share(Asked asked, Duration since) {
        Map<String, List<Pod>> byName = pods.getStore().list().stream()
                .filter(pod -> pod.getMetadata().getLabels().containsKey(Keys.NAME))
                .collect(Collectors.groupingBy(pod ->
                        Objects.requireNonNull(pod.getMetadata().getLabels().get(Keys.NAME))));
        for (var number = 0; number < size.deployments(); number++) {
            var all = byName.getOrDefault(name(number), List.of());
            var serving = all.stream().filter(BenchFleet::serving).count();
            // Just below the target, so that rounding does not ask for one more.
            var each = serving == 0 ? 0 : TARGET * (asked.replicas(number, since) - 0.2) / serving;
            all.forEach(pod -> desk.rate(pod.getMetadata().getUid(), serving(pod) ? each : 0));
        }
    }

    private static boolean serving(Pod pod) {
        return FleetReader.live(pod) && FleetReader.ready(pod) && !FleetReader.draining(pod);
    }

    private static String name(int number) {
        return "bench-%02d".formatted(number);
    }

    @Override
    public void close() {
        pods.close();
    }
}
