package dev.bailiwick.sandbox.demo;

import dev.bailiwick.sandbox.Command;
import dev.bailiwick.sandbox.ControlPlaneBinary;
import dev.bailiwick.sandbox.Progress;
import dev.bailiwick.sandbox.SandboxException;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The demo on a cluster of the user's own: it says what it would create, asks, and removes all of it in the end. */
final class UserCluster implements AutoCloseable {
    private static final String OPERATOR_NAMESPACE = "bailiwick-rehearsal";
    private static final String RELEASE = "bailiwick";
    private static final String DEFINITION = "modeldeployments.bailiwick.dev";

    private final Path kubeconfig;
    private final Path root;
    private final String registry;
    private final Progress progress;
    private final KubernetesClient client;
    private final Rehearsal rehearsal;

    UserCluster(Path kubeconfig, Path root, String registry, Progress progress, InstantSource clock) {
        if (!Files.isReadable(kubeconfig)) {
            throw new SandboxException("--kubeconfig is \"" + kubeconfig + "\"; there is no such file to read");
        }
        this.kubeconfig = kubeconfig;
        this.root = root;
        this.registry = registry;
        this.progress = progress;
        this.client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
        this.rehearsal = new Rehearsal(client, clock);
    }

    /**
     * Plays the rehearsal.
     *
     * @param agreed is asked with a question that says what will be created
     */
    void play(Predicate<String> agreed, View view) throws InterruptedException {
        var installed = client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName(DEFINITION)
                        .get()
                != null;
        refuseLeftovers();
        var server = client.getConfiguration().getMasterUrl();
        var operator = installed
                ? "The operator that is installed there serves it."
                : "The operator is installed as release %s in namespace %s, with its CRD and cluster roles."
                        .formatted(RELEASE, OPERATOR_NAMESPACE);
        if (!agreed.test(
                "On %s this creates namespace %s with a simulated engine (at most 3 pods) and a Job. %s%nAll of it is removed in the end. Go on?"
                        .formatted(server, Rehearsal.NAMESPACE, operator))) {
            progress.say("nothing was created");
            return;
        }
        try {
            if (!installed) {
                progress.say("installing the chart");
                install();
            }
            progress.say("applying examples/rehearsal.yaml");
            rehearsal.begin(manifest());
            rehearsal.show(view);
            rehearsal.reports().forEach(progress::say);
        } finally {
            progress.say("removing what was created");
            rehearsal.remove();
            if (!installed) {
                uninstall();
            }
        }
    }

    private void refuseLeftovers() {
        if (client.namespaces().withName(Rehearsal.NAMESPACE).get() != null) {
            throw new SandboxException("the cluster has a namespace " + Rehearsal.NAMESPACE
                    + " already; delete it first if it is of an earlier demo: kubectl delete namespace "
                    + Rehearsal.NAMESPACE);
        }
    }

    private String manifest() {
        try {
            return Files.readString(root.resolve("examples/rehearsal.yaml"))
                    .replace("bailiwick.local/", registry + "/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void install() {
        helm(
                "install",
                RELEASE,
                root.resolve("helm/bailiwick").toString(),
                "--namespace=" + OPERATOR_NAMESPACE,
                "--create-namespace",
                "--wait",
                "--timeout=3m",
                "--set=image.registry=" + registry);
    }

    private void uninstall() {
        helm("uninstall", RELEASE, "--namespace=" + OPERATOR_NAMESPACE, "--wait");
        client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(DEFINITION)
                .delete();
        client.namespaces().withName(OPERATOR_NAMESPACE).delete();
    }

    private void helm(String... arguments) {
        var line = new ArrayList<>(List.of("helm"));
        line.addAll(List.of(arguments));
        var environment = Map.of("KUBECONFIG", kubeconfig.toAbsolutePath().toString());
        try {
            Command.of(ControlPlaneBinary.compiled(progress), environment, line)
                    .capture()
                    .orThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
