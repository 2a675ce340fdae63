package dev.bailiwick.sandbox.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Keeps a kubeconfig, which is a credential, for its owner alone. */
final class Kubeconfig {
    private Kubeconfig() {}

    /** Writes it as {@code kubeconfig} into a folder, made where it is missing; returns the absolute path. */
    static Path write(Path folder, String content) throws IOException {
        Files.createDirectories(folder);
        var file = folder.resolve("kubeconfig").toAbsolutePath().normalize();
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, content);
    }
}
