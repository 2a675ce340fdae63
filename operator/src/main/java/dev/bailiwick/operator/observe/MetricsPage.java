package dev.bailiwick.operator.observe;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The one page of the operator's own metrics, at {@code /metrics}. */
@Singleton
@SuppressWarnings("deprecation") // Micrometer deprecates simpleclient; docs/adr/0003 says why we stay
public final class MetricsPage {
    private final PrometheusMeterRegistry registry;

    MetricsPage(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    void route(@Observes Router router) {
        router.get("/metrics")
                .handler(request -> request.response()
                        .putHeader("Content-Type", TextFormat.CONTENT_TYPE_004)
                        .end(registry.scrape(TextFormat.CONTENT_TYPE_004)));
    }
}
