package dev.bailiwick.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster is meant, as kubectl takes it. */
public final class ClusterOptions {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int REQUEST_MILLIS = 20_000;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "Kubeconfig of the cluster; otherwise $KUBECONFIG, ~/.kube/config, or the pod's own account.")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "Context of the kubeconfig; otherwise its current one.")
    private @Nullable String context;

    /** The configuration that the options name. */
    public Config config() {
        var config = read();
        if (context != null && config.getContexts().stream().noneMatch(known -> context.equals(known.getName()))) {
            throw Fault.usage("--context %s is not in the kubeconfig, which has: %s"
                    .formatted(
                            context,
                            config.getContexts().stream()
                                    .map(known -> known.getName())
                                    .sorted()
                                    .toList()));
        }
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setRequestTimeout(REQUEST_MILLIS);
        config.setRequestRetryBackoffLimit(1);
        return config;
    }

    private Config read() {
        if (kubeconfig == null) {
            return Config.autoConfigure(context);
        }
        if (!Files.isReadable(kubeconfig)) {
            throw Fault.usage("--kubeconfig %s cannot be read: name a kubeconfig".formatted(kubeconfig));
        }
        return Config.fromKubeconfig(context, kubeconfig.toFile());
    }

    /** A client of that cluster. */
    public KubernetesClient client() {
        return new KubernetesClientBuilder().withConfig(config()).build();
    }
}
