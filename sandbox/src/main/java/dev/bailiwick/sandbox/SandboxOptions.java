package dev.bailiwick.sandbox;

import java.nio.file.Path;

/**
 * How to bring up a sandbox.
 *
 * @param dir directory that holds everything of the sandbox; it is made where it is missing and must be empty otherwise, and it goes
 *     when the sandbox goes
 * @param progress where to say what happens meanwhile
 */
public record SandboxOptions(Path dir, Progress progress) {

    /** The directory when none is named: {@code .sandbox} where the user is. */
    public static final Path DEFAULT_DIR = Path.of(".sandbox");

    /** A sandbox in {@code dir} that comes up silently. */
    public static SandboxOptions in(Path dir) {
        return new SandboxOptions(dir, Progress.silent());
    }
}
