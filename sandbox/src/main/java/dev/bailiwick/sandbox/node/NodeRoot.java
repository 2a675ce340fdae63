package dev.bailiwick.sandbox.node;

import dev.bailiwick.sandbox.Command;
import dev.bailiwick.sandbox.Progress;
import dev.bailiwick.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The file system below the node's programs: a small Debian with the packages that a kubelet calls. */
final class NodeRoot {
    private static final Path OS_RELEASE = Path.of("/etc/os-release");
    /** What no program of the node reads. */
    private static final List<String> LEFT_OUT = List.of(
            "./var/cache/apt/*", "./var/lib/apt/lists/*", "./usr/share/doc", "./usr/share/man", "./usr/share/locale");

    private NodeRoot() {}

    /** Writes the file system as a tar archive, from the packages of where this machine gets its own. Root is needed. */
    static void write(Path archive, List<String> packages, Progress progress) throws IOException {
        progress.say("installing the node's Debian packages (a minute or two, once)");
        var root = Files.createTempDirectory(archive.resolveSibling(""), "root");
        try {
            run(
                    "debootstrap",
                    "--variant=minbase",
                    "--include=" + String.join(",", packages),
                    codename(),
                    root.toString(),
                    mirror());
            var fresh = archive.resolveSibling(archive.getFileName() + ".new");
            var tar = new ArrayList<>(List.of("tar", "--directory=" + root));
            LEFT_OUT.forEach(path -> tar.add("--exclude=" + path));
            tar.addAll(List.of("--create", "--file=" + fresh, "."));
            run(tar.toArray(String[]::new));
            Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            run("rm", "-rf", "--one-file-system", root.toString());
        }
    }

    private static String codename() throws IOException {
        return Files.readAllLines(OS_RELEASE).stream()
                .filter(line -> line.startsWith("VERSION_CODENAME="))
                .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
                .findFirst()
                .orElseThrow(
                        () -> new SandboxException(OS_RELEASE + " names no VERSION_CODENAME; the node image is built"
                                + " on Debian. Set BAILIWICK_K3S_IMAGE to an image of rancher/k3s instead"));
    }

    private static String mirror() throws IOException {
        var sources = run("apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages");
        return sources.lines()
                .filter(line -> line.startsWith("http"))
                .findFirst()
                .orElseThrow(() -> new SandboxException("apt knows no archive to install the node's packages from"));
    }

    private static String run(String... line) throws IOException {
        var result = new Command(List.of(line), Map.of("DEBIAN_FRONTEND", "noninteractive")).capture();
        if (!result.good()) {
            throw new SandboxException(line[0] + " failed with exit status " + result.exitCode() + ": "
                    + lastLines(result.stderr() + result.stdout()));
        }
        return result.stdout();
    }

    private static String lastLines(String output) {
        var lines = output.strip().lines().toList();
        return String.join("\n  ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }
}
