package dev.bailiwick.workload.status;

/**
 * An event to record on a ModelDeployment.
 *
 * @param reason reason in CamelCase
 * @param warning whether it is of type Warning
 * @param message what happened, in a sentence
 */
public record EventNote(String reason, boolean warning, String message) {
    public static EventNote of(EventReason reason, String message) {
        return new EventNote(reason.name(), reason.warning(), message);
    }
}
