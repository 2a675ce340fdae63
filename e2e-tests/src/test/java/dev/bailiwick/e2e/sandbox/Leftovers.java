package dev.bailiwick.e2e.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes of a sandbox as the kernel lists them: those that work in its directory, also after it was removed. */
final class Leftovers {

    private Leftovers() {}

    /** All processes of the sandbox in {@code dir}. */
    static List<ProcessHandle> processesIn(Path dir) {
        Path home = dir.toAbsolutePath().normalize();
        return ProcessHandle.allProcesses()
                .filter(process -> workingDirectory(process)
                        .filter(cwd -> isOrWas(cwd, home))
                        .isPresent())
                .toList();
    }

    /** The process of a sandbox that plays a part, such as {@code supervise} or {@code etcd}. */
    static ProcessHandle part(Path dir, String name) {
        return processesIn(dir).stream()
                .filter(process -> commandLine(process).contains("\0" + name + "\0"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + dir));
    }

    private static boolean isOrWas(Path cwd, Path home) {
        return cwd.equals(home) || cwd.toString().equals(home + " (deleted)");
    }

    private static Optional<Path> workingDirectory(ProcessHandle process) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd")));
        } catch (IOException goneOrNotOurs) {
            return Optional.empty();
        }
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }

    /** The names of all files below {@code dir}, none when there is no such directory. */
    static List<Path> filesIn(Path dir) throws IOException {
        if (!Files.exists(dir)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(dir)) {
            return walk.filter(path -> !path.equals(dir)).toList();
        }
    }
}
