package dev.bailiwick.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** One line that says what went wrong between us and a cluster. */
public final class Complaint {
    private Complaint() {}

    /** The API server's own words where it spoke, otherwise those of the last cause. */
    public static String of(Throwable fault) {
        Throwable last = fault;
        while (last.getCause() != null) {
            if (last instanceof KubernetesClientException refused && refused.getStatus() != null) {
                break;
            }
            last = last.getCause();
        }
        if (last instanceof KubernetesClientException refused
                && refused.getStatus() != null
                && refused.getStatus().getMessage() != null) {
            return line(refused.getStatus().getMessage());
        }
        var message = last.getMessage();
        return message == null
                ? last.getClass().getSimpleName()
                : line(last.getClass().getSimpleName() + ": " + message);
    }

    private static String line(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
