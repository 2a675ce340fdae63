package dev.bailiwick.sandbox.node;

import dev.bailiwick.sandbox.Progress;
import dev.bailiwick.sandbox.SandboxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A node in a container of the Docker engine, for trying the product by hand. */
final class Node {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** The line that Testcontainers waits for as well. */
    private static final String READY = "Node controller sync successful";

    private static final String CONTAINER = "bailiwick-node";

    private final Progress progress;
    private final InstantSource clock = InstantSource.system();

    Node(Progress progress) {
        this.progress = progress;
    }

    /** There is one node at a time, since all commands find it by its name. */
    void refuseSecond() {
        if (Docker.call("container", "inspect", CONTAINER).good()) {
            throw new SandboxException("a container named " + CONTAINER + " is there already; end it with `node down`");
        }
    }

    /** Starts the node; returns its administrator's kubeconfig. */
    String up(NodeChoice choice) {
        progress.say("starting a node from " + choice.image() + " in container " + CONTAINER);
        var line = new ArrayList<>(List.of("run", "--detach", "--name", CONTAINER, "--publish", "127.0.0.1::6443"));
        line.addAll(choice.ours() ? confinement() : List.of("--privileged", "--tmpfs", "/run", "--tmpfs", "/var/run"));
        line.addAll(List.of(choice.image(), "server", "--tls-san=127.0.0.1"));
        Docker.call(line.toArray(String[]::new)).orThrow();
        var deadline = clock.instant().plus(PATIENCE);
        while (!log().contains(READY)) {
            refuseToWaitInVain(deadline);
        }
        return kubeconfig();
    }

    /** The administrator's kubeconfig, as it works from this machine. */
    String kubeconfig() {
        var port = Docker.call("port", CONTAINER, "6443/tcp")
                .orThrow()
                .lines()
                .findFirst()
                .orElseThrow();
        return Docker.call("exec", CONTAINER, "cat", "/etc/rancher/k3s/k3s.yaml")
                .orThrow()
                .replace("https://127.0.0.1:6443", "https://" + port);
    }

    /** Makes the images of an OCI layout known to the node, as a registry would. */
    void load(Path layout) {
        if (!Files.exists(layout.resolve("index.json"))) {
            throw new SandboxException(
                    layout + " is no OCI layout; `./bailiwick images --out " + layout + "` writes one");
        }
        Docker.call("cp", layout.toString(), CONTAINER + ":/layout").orThrow();
        var script = "tar -C /layout -cf /layout.tar oci-layout index.json blobs"
                + " && ctr -n k8s.io images import --local /layout.tar && rm -rf /layout /layout.tar";
        Docker.call("exec", CONTAINER, "sh", "-c", script).orThrow().lines().forEach(progress::say);
    }

    /** Ends the node and all that it ran; whether there was one. */
    boolean down() {
        return Docker.call("rm", "--volumes", "--force", CONTAINER).stdout().contains(CONTAINER);
    }

    /** All capabilities but the one that the engine's own user namespace may lack, and no profile: the kubelet mounts and joins keyrings. */
    private static List<String> confinement() {
        return List.of(
                "--cap-add=ALL",
                "--cap-drop=SYS_RESOURCE",
                "--security-opt=seccomp=unconfined",
                "--security-opt=apparmor=unconfined");
    }

    private String log() {
        var result = Docker.call("logs", CONTAINER);
        return result.stdout() + result.stderr();
    }

    private void refuseToWaitInVain(Instant deadline) {
        var state = Docker.call("container", "inspect", "--format", "{{.State.Running}}", CONTAINER);
        if (!state.stdout().strip().equals("true") || clock.instant().isAfter(deadline)) {
            var lines = log().lines().toList();
            throw new SandboxException("the node did not start:\n  "
                    + String.join("\n  ", lines.subList(Math.max(0, lines.size() - 20), lines.size())));
        }
        try {
            Thread.sleep(Duration.ofMillis(300));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxException("interrupted", e);
        }
    }
}
