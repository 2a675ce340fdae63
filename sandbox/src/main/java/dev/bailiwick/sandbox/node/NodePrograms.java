package dev.bailiwick.sandbox.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bailiwick.sandbox.Compilation;
import dev.bailiwick.sandbox.ControlPlaneBinary;
import dev.bailiwick.sandbox.GoModule;
import dev.bailiwick.sandbox.GoToolchain;
import dev.bailiwick.sandbox.Progress;
import dev.bailiwick.sandbox.SourceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** Compiles what runs on the node: container runtime, network plugins, kubelet, kube-proxy, DNS, fake devices. */
final class NodePrograms {
    private static final String CONTAINERD = "github.com/containerd/containerd/v2/cmd/";
    private static final String PLUGINS = "github.com/containernetworking/plugins/plugins/";
    private static final List<String> SMALL = List.of("-trimpath", "-ldflags=-s -w");

    /** The Go modules, by folder of the class path. */
    private static final List<String> MODULES = List.of("node/containerd", "node/dns", "node/kubernetes");

    private final Path work;
    private final Progress progress;

    /** Names the sources of all programs: the same for the same content, 12 hexadecimal digits. */
    static String digest() {
        var digests = new TreeMap<String, byte[]>();
        for (var module : MODULES) {
            digests.put(module, GoModule.onClassPath(module).sources().digest().getBytes(UTF_8));
        }
        return new SourceFiles(digests).digest();
    }

    /** Compiles in {@code work}, which the caller removes. */
    NodePrograms(Path work, Progress progress) {
        this.work = work;
        this.progress = progress;
    }

    /** Compiles all programs into a folder. Those that Go has compiled before are linked again only. */
    void into(Path programs) throws IOException {
        Files.createDirectories(programs);
        compile(
                "node/containerd",
                "the node's container runtime",
                List.of("-trimpath", "-ldflags=-s -w", "-tags=no_btrfs,no_zfs,no_devmapper"),
                programs,
                List.of(
                        CONTAINERD + "containerd",
                        CONTAINERD + "containerd-shim-runc-v2",
                        CONTAINERD + "ctr",
                        PLUGINS + "ipam/host-local",
                        PLUGINS + "main/bridge",
                        PLUGINS + "main/loopback",
                        PLUGINS + "meta/portmap"));
        compile("node/dns", "the cluster's DNS", SMALL, programs.resolve("coredns"), List.of("."));
        var kubernetes = GoModule.onClassPath("node/kubernetes");
        compile(
                "node/kubernetes",
                "the kubelet",
                List.of("-trimpath", "-ldflags=" + ControlPlaneBinary.linkerFlags(kubernetes)),
                programs,
                List.of("./node", "./fakegpu", "./pause"));
    }

    private void compile(String module, String product, List<String> flags, Path target, List<String> packages)
            throws IOException {
        var go = GoModule.onClassPath(module);
        var directory = work.resolve(module);
        go.sources().writeTo(directory);
        new Compilation(GoToolchain.atLeast(go.goVersion()), directory, product, progress).run(flags, target, packages);
    }
}
