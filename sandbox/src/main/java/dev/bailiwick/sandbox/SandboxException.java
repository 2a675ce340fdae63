package dev.bailiwick.sandbox;

/** What keeps a sandbox from doing what was asked; the message is for the user and says what to do about it. */
public final class SandboxException extends RuntimeException {

    public SandboxException(String message) {
        super(message);
    }

    public SandboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
