package dev.bailiwick.operator;

import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;

/** Retries without end, at most half a minute apart: the framework's own five attempts end in silence. */
public final class EndlessRetry extends GenericRetry {
    public EndlessRetry() {
        withoutMaxAttempts();
        setInitialInterval(Duration.ofMillis(500));
        setMaxInterval(Duration.ofSeconds(30).toMillis());
    }
}
