package dev.bailiwick.sandbox;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A running sandbox: a real Kubernetes control plane with simulated GPU nodes, in a directory of its own. Two of them share nothing.
 *
 * <p>One that {@link #up} brought up ends with this process, however that ends, unless it was let go by {@link #detach}. What goes wrong
 * is a {@link SandboxException}.
 */
public final class Sandbox implements AutoCloseable {

    /** Link in the sandbox's directory to the binary that runs it, which need not be that of this version. */
    private static final String BINARY_LINK = "controlplane";

    private final Supervisor supervisor;
    private final KubernetesClient client;
    private final @Nullable Process lifeline;
    private boolean ours;

    private Sandbox(Supervisor supervisor, @Nullable Process lifeline) throws IOException {
        this.supervisor = supervisor;
        this.lifeline = lifeline;
        this.ours = lifeline != null;
        this.client = new KubernetesClientBuilder()
                .withHttpClientFactory(new JdkHttpClientFactory())
                .withConfig(Config.fromKubeconfig(
                        supervisor.dir().resolve("kubeconfig").toFile()))
                .build();
    }

    /** Brings up a sandbox and waits until its nodes are ready. Compiles the control plane first where that has not been done. */
    public static Sandbox up(SandboxOptions options) {
        Path binary = ControlPlaneBinary.compiled(options.progress());
        Supervisor supervisor =
                new Supervisor(binary, options.dir().toAbsolutePath().normalize());
        return attempt(() -> {
            Sandbox sandbox = new Sandbox(supervisor, supervisor.launch(options.progress()));
            try {
                NodePool.register(sandbox.client, options.progress());
                return sandbox;
            } catch (RuntimeException | IOException e) {
                sandbox.close();
                throw e;
            }
        });
    }

    /** The sandbox that already runs in a directory. */
    public static Sandbox attach(Path dir) {
        Path home = dir.toAbsolutePath().normalize();
        Path binary = home.resolve(BINARY_LINK);
        if (!Files.isExecutable(binary)) {
            throw new SandboxException("no sandbox runs in " + dir + "; bring one up with `sandbox up`");
        }
        return attempt(() -> {
            Supervisor supervisor = new Supervisor(binary, home);
            supervisor.requireRunning();
            return new Sandbox(supervisor, null);
        });
    }

    /**
     * Ends whatever sandbox runs in a directory and removes what it kept there, also of one that has crashed.
     *
     * @return what there is to say about it, empty when a running sandbox ended
     */
    public static String down(Path dir) {
        Path home = dir.toAbsolutePath().normalize();
        if (!Files.exists(home.resolve("sandbox.lock"))) {
            return "no sandbox runs in " + dir;
        }
        Path link = home.resolve(BINARY_LINK);
        Path binary = Files.isExecutable(link) ? link : ControlPlaneBinary.compiled(Progress.silent());
        return attempt(() -> {
            CommandResult result = new Supervisor(binary, home).ctl("down");
            result.orThrow();
            return result.stderr().strip();
        });
    }

    /** Directory that holds everything of this sandbox, absolute. */
    public Path dir() {
        return supervisor.dir();
    }

    /** Kubeconfig of the administrator. */
    public Path kubeconfig() {
        return dir().resolve("kubeconfig");
    }

    /** The API server's audit log: one JSON event per answered request, with the body that a write sent. It only grows. */
    public Path auditLog() {
        return dir().resolve("audit.log");
    }

    /** Directory of the logs, one {@code NAME.log} for each part and each child. */
    public Path logs() {
        return dir().resolve("logs");
    }

    /** A client as the administrator; it is closed with the sandbox. */
    public KubernetesClient client() {
        return client;
    }

    /** Runs the sandbox's own kubectl as the administrator. */
    public CommandResult kubectl(String... arguments) {
        return attempt(() -> tool("kubectl", Arrays.asList(arguments)).capture());
    }

    /** Runs the sandbox's own helm as the administrator. */
    public CommandResult helm(String... arguments) {
        return attempt(() -> tool("helm", Arrays.asList(arguments)).capture());
    }

    /** Runs the sandbox's own kubectl as the administrator on this process's input and outputs; returns its exit status. */
    public int kubectlInForeground(List<String> arguments) {
        return attempt(() -> tool("kubectl", arguments).inForeground());
    }

    private Command tool(String tool, List<String> arguments) {
        Path cache =
                dir().resolve("cache"); // the user's own would remember what another sandbox served on the same port
        Map<String, String> environment = Map.of(
                "KUBECONFIG", kubeconfig().toString(),
                "KUBECACHEDIR", cache.resolve("kube").toString(),
                "HELM_CACHE_HOME", cache.resolve("helm").toString(),
                "HELM_CONFIG_HOME", cache.resolve("helm-config").toString(),
                "HELM_DATA_HOME", cache.resolve("helm-data").toString());
        List<String> all = new ArrayList<>(List.of(tool));
        all.addAll(arguments);
        return Command.of(supervisor.binary(), environment, all);
    }

    /**
     * Starts a process that lives at most as long as the sandbox. It gets SIGTERM and ten seconds when it is to end.
     *
     * @param name its name, and that of its log; lower-case letters, digits and {@code -}
     * @param command the program and its arguments, run where this process runs
     * @param environment what is added to the environment that the sandbox was brought up with
     */
    public void startChild(String name, List<String> command, Map<String, String> environment) {
        attempt(() -> supervisor.start(name, command, environment).orThrow());
    }

    /** Ends a process that {@link #startChild} started, and returns when it has ended. */
    public void stopChild(String name) {
        attempt(() -> supervisor.ctl("stop", name).orThrow());
    }

    /** The processes of the sandbox, its parts first, then those that {@link #startChild} started; also those that have ended. */
    public List<Child> children() {
        return attempt(
                () -> List.of(Serialization.unmarshal(supervisor.ctl("status").orThrow(), Child[].class)));
    }

    /**
     * A kubeconfig that speaks for a ServiceAccount.
     *
     * @param duration how long its token is good
     */
    public Path token(String serviceAccount, String namespace, Duration duration) {
        return attempt(() -> ServiceAccountAccess.write(this, serviceAccount, namespace, duration));
    }

    /** Lets the sandbox live on after this process, until {@code sandbox down}. */
    public void detach() {
        attempt(() -> supervisor.ctl("detach").orThrow());
        ours = false;
    }

    /** Ends the sandbox, with all its processes and files, if it is this process's; otherwise lets it be. */
    @Override
    public void close() {
        client.close();
        if (ours) {
            ours = false;
            down(dir());
            if (lifeline != null) {
                Command.await(lifeline);
            }
        }
    }

    private interface Attempt<T> {
        T run() throws IOException;
    }

    private static <T> T attempt(Attempt<T> attempt) {
        try {
            return attempt.run();
        } catch (IOException e) {
            throw new SandboxException(e.toString(), e);
        }
    }
}
