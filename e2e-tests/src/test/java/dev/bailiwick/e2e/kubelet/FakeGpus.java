package dev.bailiwick.e2e.kubelet;

import dev.bailiwick.e2e.harness.Eventually;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Devices that do not exist, handed out by a device plugin on the kubelet's real socket. */
final class FakeGpus {
    static final int COUNT = 4;
    /** What a user writes to select them. */
    static final String PRODUCT = "H100-80GB-HBM3";

    private static final String NAMESPACE = "kube-system";
    private static final String STATE = "/run/fakegpu";

    private FakeGpus() {}

    /** Installs the plugin as clusters do, as a DaemonSet, and labels the node as GPU Feature Discovery does. */
    static void install(Node node) {
        var image = Images.fakeGpus(node);
        var manifest = """
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: fakegpu}
                spec:
                  selector: {matchLabels: {app: fakegpu}}
                  template:
                    metadata: {labels: {app: fakegpu}}
                    spec:
                      containers:
                      - name: fakegpu
                        image: %s
                        imagePullPolicy: Never
                        args: [-count=%d, -state=%s]
                        volumeMounts:
                        - {name: sockets, mountPath: /var/lib/kubelet/device-plugins}
                        - {name: state, mountPath: %s}
                      volumes:
                      - name: sockets
                        hostPath: {path: /var/lib/kubelet/device-plugins}
                      - name: state
                        hostPath: {path: %s, type: DirectoryOrCreate}
                """.formatted(image, COUNT, STATE, STATE, STATE);
        node.client()
                .load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
                .inNamespace(NAMESPACE)
                .serverSideApply();
        var name =
                node.client().nodes().list().getItems().getFirst().getMetadata().getName();
        node.client()
                .nodes()
                .withName(name)
                .edit(live -> live.edit()
                        .editMetadata()
                        .addToLabels(Map.of(
                                "nvidia.com/gpu.product", "NVIDIA-" + PRODUCT,
                                "nvidia.com/gpu.memory", "81559",
                                "nvidia.com/gpu.sharing-strategy", "none"))
                        .endMetadata()
                        .build());
        Eventually.eventually(COUNT + " allocatable GPUs", () -> allocatable(node) == COUNT);
    }

    /** GPUs that the kubelet would hand out. */
    static int allocatable(Node node) {
        return node.client().nodes().list().getItems().stream()
                .map(live -> live.getStatus().getAllocatable().getOrDefault("nvidia.com/gpu", new Quantity("0")))
                .mapToInt(amount -> Integer.parseInt(amount.getAmount()))
                .sum();
    }

    /** What the plugin was asked to allocate so far: each line ends with the ids. */
    static String allocations(Node node) {
        var pod = node.client()
                .pods()
                .inNamespace(NAMESPACE)
                .withLabel("app", "fakegpu")
                .list()
                .getItems()
                .getFirst();
        return node.client().pods().resource(pod).getLog();
    }
}
