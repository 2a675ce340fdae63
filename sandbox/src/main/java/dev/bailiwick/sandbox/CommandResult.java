package dev.bailiwick.sandbox;

/**
 * What a command that has ended left.
 *
 * @param exitCode its exit status, 0 for good
 * @param stdout all that it printed
 * @param stderr all that it complained about
 */
public record CommandResult(int exitCode, String stdout, String stderr) {

    /** Whether the command succeeded. */
    public boolean good() {
        return exitCode == 0;
    }

    /** What the command printed, without the last line break. A command that failed is an exception with its complaint. */
    public String orThrow() {
        if (!good()) {
            throw new SandboxException("exit status " + exitCode + ": " + stderr.strip());
        }
        return stdout.stripTrailing();
    }
}
