package dev.bailiwick.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The compiled control plane. It is compiled once for each version of its module, which takes minutes, and kept in the user's cache
 * directory.
 */
public final class ControlPlaneBinary {

    private static final Object ONE_AT_A_TIME = new Object();

    private ControlPlaneBinary() {}

    /** The binary of this version, compiled first where that has not been done. A build of another process is waited for. */
    public static Path compiled(Progress progress) {
        return compiled(userCache(), progress);
    }

    static Path compiled(Path cache, Progress progress) {
        String system = System.getProperty("os.name");
        if (!system.equals("Linux")) {
            throw new SandboxException(
                    "the sandbox runs on Linux, and this is " + system + ": use a Linux machine, virtual or not");
        }
        GoModule module = GoModule.onClassPath("control-plane");
        Path home = cache.resolve("control-plane-" + module.sources().digest());
        Path binary = home.resolve("controlplane");
        if (Files.isExecutable(binary)) {
            return binary;
        }
        synchronized (ONE_AT_A_TIME) { // a file lock is for other processes; two threads of one would get an exception
            try {
                Files.createDirectories(home);
                try (FileChannel channel = FileChannel.open(
                                home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = lock(channel, progress)) {
                    if (lock.isValid() && !Files.isExecutable(binary)) {
                        compile(module, home, binary, progress);
                    }
                }
                return binary;
            } catch (IOException e) {
                throw new SandboxException("compile the control plane in " + home + ": " + e.getMessage(), e);
            }
        }
    }

    private static FileLock lock(FileChannel channel, Progress progress) throws IOException {
        FileLock free = channel.tryLock();
        if (free != null) {
            return free;
        }
        progress.say("another process compiles the control plane; waiting for it");
        return channel.lock();
    }

    private static void compile(GoModule module, Path home, Path binary, Progress progress) throws IOException {
        GoToolchain go = GoToolchain.atLeast(module.goVersion());
        Path work = home.resolve("build");
        deleteTree(work); // of a build that was killed
        try {
            module.sources().writeTo(work);
            Path fresh = work.resolve("controlplane");
            new Compilation(go, work, "the control plane", progress)
                    .run(List.of("-trimpath", "-ldflags=" + linkerFlags(module)), fresh, List.of("."));
            Files.move(fresh, binary, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            deleteTree(work);
        }
    }

    /** Without its version set, the API server would call itself v0.0.0, and charts would refuse it. */
    public static String linkerFlags(GoModule module) {
        String version = module.kubernetesVersion();
        String[] numbers = version.split("\\.", -1);
        String variables = "k8s.io/component-base/version.";
        return "-s -w"
                + " -X " + variables + "gitVersion=v" + version
                + " -X " + variables + "gitMajor=" + numbers[0]
                + " -X " + variables + "gitMinor=" + numbers[1]
                + " -X " + variables + "gitTreeState=clean";
    }

    /** Where compiled programs are kept: {@code bailiwick} in the user's cache directory. */
    public static Path userCache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path root = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return root.resolve("bailiwick");
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
