package dev.bailiwick.sandbox.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bailiwick.sandbox.ControlPlaneBinary;
import dev.bailiwick.sandbox.GoModule;
import dev.bailiwick.sandbox.Progress;
import dev.bailiwick.sandbox.SandboxException;
import dev.bailiwick.sandbox.SourceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Our own node image, for machines that cannot pull {@code rancher/k3s}: built once for a version of its sources from Go modules
 * and Debian packages, and kept by the Docker engine.
 */
public final class NodeImage {
    /** Name of the image in the Docker engine; its tag is the digest of its sources. */
    static final String NAME = "bailiwick-node:";

    private static final List<String> NETWORK_PLUGINS = List.of("bridge", "host-local", "loopback", "portmap");
    private static final List<String> SERVICES = List.of("containerd", "containerd-shim-runc-v2", "ctr", "node");

    private final SourceFiles files = SourceFiles.onClassPath("node/image", "Dockerfile");
    private final Path cache = ControlPlaneBinary.userCache();
    private final Progress progress;

    private NodeImage(Progress progress) {
        this.progress = progress;
    }

    /** The name of the image in the Docker engine, built first where that has not been done. */
    public static String available(Progress progress) {
        var image = new NodeImage(progress);
        return image.built(NAME + image.digest());
    }

    /** Whether the image of this version has been built. */
    static boolean exists() {
        return Docker.hasImage(NAME + new NodeImage(Progress.silent()).digest());
    }

    /** The fake device plugin, a static program, compiled first where that has not been done. */
    public static Path fakeDevicePlugin(Progress progress) {
        try {
            return new NodeImage(progress).programs().resolve("fakegpu");
        } catch (IOException e) {
            throw new SandboxException("compile the fake device plugin: " + e.getMessage(), e);
        }
    }

    private String digest() {
        var all = new TreeMap<>(files.files());
        all.put("programs", NodePrograms.digest().getBytes(UTF_8));
        all.put(
                "control-plane",
                GoModule.onClassPath("control-plane").sources().digest().getBytes(UTF_8));
        return new SourceFiles(all).digest();
    }

    private String built(String name) {
        if (Docker.hasImage(name)) {
            return name;
        }
        progress.say("building the node image " + name + ", once for this version (about 10 minutes on 2 cores)");
        try (var context = Workplace.below(cache, "node-image")) {
            fill(context.folder());
            progress.say("packing the node image");
            Docker.build(name, context.folder());
        } catch (IOException e) {
            throw new SandboxException("build the node image: " + e.getMessage(), e);
        }
        progress.say("the node image is built");
        return name;
    }

    private void fill(Path context) throws IOException {
        var programs = programs();
        files.writeTo(context);
        if (!context.resolve("k3s").toFile().setExecutable(true, false)) {
            throw new IOException("k3s cannot be made executable");
        }
        for (var service : SERVICES) {
            copy(programs.resolve(service), context.resolve("bin").resolve(service));
        }
        copy(ControlPlaneBinary.compiled(progress), context.resolve("bin/controlplane"));
        for (var plugin : NETWORK_PLUGINS) {
            copy(programs.resolve(plugin), context.resolve("cni").resolve(plugin));
        }
        for (var pod : List.of("pause", "coredns")) {
            podImage(pod, programs.resolve(pod), context);
        }
        copy(rootFileSystem(), context.resolve("rootfs.tar"));
    }

    /** An image of one static program for the node's own pods, as an archive that the node loads when it starts. */
    private void podImage(String name, Path program, Path context) throws IOException {
        try (var pod = Workplace.below(cache, name)) {
            copy(program, pod.folder().resolve(name));
            Files.writeString(
                    pod.folder().resolve("Dockerfile"),
                    "FROM scratch\nCOPY %1$s /%1$s\nUSER 65532\nENTRYPOINT [\"/%1$s\"]\n".formatted(name));
            var image = "node.bailiwick.local/" + name + ":1";
            Docker.build(image, pod.folder());
            var archives = Files.createDirectories(context.resolve("images"));
            Docker.call("save", "-o", archives.resolve(name + ".tar").toString(), image)
                    .orThrow();
        }
    }

    private Path programs() throws IOException {
        var programs = cache.resolve("node-programs-" + NodePrograms.digest());
        if (!Files.isDirectory(programs)) {
            try (var work = Workplace.below(cache, "node-build")) {
                var fresh = work.folder().resolve("programs");
                new NodePrograms(work.folder(), progress).into(fresh);
                Files.move(fresh, programs);
            }
        }
        return programs;
    }

    private Path rootFileSystem() throws IOException {
        var packages = files.file("packages");
        var root = cache.resolve(
                "node-root-" + new SourceFiles(new TreeMap<>(Map.of("packages", packages))).digest() + ".tar");
        if (!Files.exists(root)) {
            NodeRoot.write(root, new String(packages, UTF_8).lines().toList(), progress);
        }
        return root;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.resolveSibling(""));
        Files.copy(from, to);
    }
}
