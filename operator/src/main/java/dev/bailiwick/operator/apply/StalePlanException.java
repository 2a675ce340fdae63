package dev.bailiwick.operator.apply;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** The API server refused a write because the cluster has moved on: read again and plan again. */
public final class StalePlanException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private StalePlanException(KubernetesClientException cause) {
        super(cause.getMessage(), cause);
    }

    static RuntimeException orItself(KubernetesClientException e) {
        return e.getCode() == CONFLICT || e.getCode() == NOT_FOUND || failedTest(e) ? new StalePlanException(e) : e;
    }

    /** A JSON patch whose {@code test} fails is answered with 422. */
    private static boolean failedTest(KubernetesClientException e) {
        return e.getCode() == 422 && e.getMessage() != null && e.getMessage().contains("testing value");
    }
}
