package dev.bailiwick.images;

/** What keeps images from being built; the message is for the user and says what to do about it. */
public final class ImagesException extends RuntimeException {

    public ImagesException(String message) {
        super(message);
    }

    public ImagesException(String message, Throwable cause) {
        super(message, cause);
    }
}
