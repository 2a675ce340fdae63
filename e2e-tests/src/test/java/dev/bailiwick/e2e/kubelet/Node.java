package dev.bailiwick.e2e.kubelet;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import dev.bailiwick.sandbox.Progress;
import dev.bailiwick.sandbox.node.NodeChoice;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A cluster of one node in a container.
 *
 * @param container the container
 * @param client client of the administrator
 * @param kubeconfig kubeconfig of the administrator
 */
record Node(K3sContainer container, KubernetesClient client, Path kubeconfig) implements AutoCloseable {

    private static final Path KEPT = Path.of("target", "kubelet");

    static Node start() {
        var choice = NodeChoice.of(
                System.getenv(NodeChoice.VARIABLE), Progress.on(System.out, false, InstantSource.system()));
        var image = DockerImageName.parse(choice.image()).asCompatibleSubstituteFor("rancher/k3s");
        var container = new K3sContainer(image);
        if (choice.ours()) {
            container.withPrivilegedMode(false);
            container.withCreateContainerCmdModifier(Node::confine);
        }
        container.start();
        try {
            Files.createDirectories(KEPT);
            var kubeconfig = KEPT.resolve("kubeconfig").toAbsolutePath();
            Files.writeString(kubeconfig, container.getKubeConfigYaml());
            var config = Config.fromKubeconfig(container.getKubeConfigYaml());
            return new Node(
                    container, new KubernetesClientBuilder().withConfig(config).build(), kubeconfig);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All that our own node image needs in place of {@code --privileged}. */
    private static void confine(CreateContainerCmd command) {
        Optional.ofNullable(command.getHostConfig())
                .orElseGet(HostConfig::newHostConfig)
                .withCapAdd(Capability.ALL)
                .withCapDrop(Capability.SYS_RESOURCE)
                .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"));
    }

    /** Makes the images of an archive known to the node, as a registry would. */
    void load(Path archive) {
        container.copyFileToContainer(MountableFile.forHostPath(archive), "/archive.tar");
        exec("ctr", "-n", "k8s.io", "images", "import", "--local", "/archive.tar");
        exec("rm", "/archive.tar");
    }

    /** Makes the images of an OCI layout known to the node. */
    void loadLayout(Path layout) {
        container.copyFileToContainer(MountableFile.forHostPath(layout), "/layout");
        exec("sh", "-c", "tar -C /layout -cf /archive.tar oci-layout index.json blobs");
        exec("ctr", "-n", "k8s.io", "images", "import", "--local", "/archive.tar");
        exec("rm", "-r", "/layout", "/archive.tar");
    }

    /** Runs a program of the node's; returns what it prints. One that fails is a failure of the test. */
    String exec(String... command) {
        try {
            var result = container.execInContainer(command);
            if (result.getExitCode() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + result.getStdout() + result.getStderr());
            }
            return result.getStdout();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Keeps what a person would look at after a failure, and ends the node with all that ran on it. */
    @Override
    public void close() throws IOException {
        Files.writeString(KEPT.resolve("node.log"), container.getLogs());
        client.close();
        container.stop();
    }
}
