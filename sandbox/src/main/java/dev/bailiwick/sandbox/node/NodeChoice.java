package dev.bailiwick.sandbox.node;

import dev.bailiwick.sandbox.Progress;
import dev.bailiwick.sandbox.SandboxException;
import org.jspecify.annotations.Nullable;

/**
 * Which image a node runs from.
 *
 * @param image its name in the Docker engine
 * @param ours whether it is our own, which does without {@code --privileged}
 */
public record NodeChoice(String image, boolean ours) {
    /** Names an image with the contract of {@code rancher/k3s}. */
    public static final String VARIABLE = "BAILIWICK_K3S_IMAGE";

    private static final String K3S = "rancher/k3s:v1.37.2-k3s1";

    /**
     * The image that the user named; else {@code rancher/k3s} where Docker has it or can pull it; else our own, built if need be.
     *
     * @param named what {@value #VARIABLE} says, null or blank for nothing
     */
    public static NodeChoice of(@Nullable String named, Progress progress) {
        if (!Docker.answers()) {
            throw new SandboxException(
                    "no Docker engine answers `docker info`: start it, or run `./bailiwick test` as root"
                            + " on a Debian-like machine, where it installs and starts one");
        }
        if (named != null && !named.isBlank()) {
            return new NodeChoice(named, named.startsWith(NodeImage.NAME));
        }
        if (Docker.hasImage(K3S)) {
            return new NodeChoice(K3S, false);
        }
        if (!NodeImage.exists() && pulled(progress)) {
            return new NodeChoice(K3S, false);
        }
        return new NodeChoice(NodeImage.available(progress), true);
    }

    private static boolean pulled(Progress progress) {
        progress.say("pulling " + K3S);
        var pull = Docker.call("pull", "--quiet", K3S);
        if (!pull.good()) {
            progress.say("it cannot be pulled here; our own node image does instead");
        }
        return pull.good();
    }
}
