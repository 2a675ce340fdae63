package dev.bailiwick.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "metrics.md");

    @Test
    void thePageListsEveryMetric() throws IOException {
        // When
        var page = new StringBuilder("""
                # Metrics of the operator

                Every operator pod shows one page at `/metrics` on port 8080, in Prometheus' text format; `docs/observability.md` says how
                to have it scraped. Metrics with the labels `namespace` and `name` belong to the ModelDeployment of that name: its series
                appear with its first tick and are gone after it is deleted, and only the leading pod has them. A value that is not known
                is `NaN`, never 0. A histogram has `_bucket`, `_sum`, `_count` and `_max` series.

                Generated from the code; a test keeps it so, and another compares it with the page of a running operator.
                """);
        Catalogue.topics().forEach((topic, metrics) -> {
            page.append(
                    "\n## %s\n\n| name | type | unit | labels | what it says | when it is odd |\n|---|---|---|---|---|---|\n"
                            .formatted(topic));
            metrics.forEach(metric -> page.append("| `%s` | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            metric.name(),
                            metric.type().name().toLowerCase(Locale.ROOT),
                            metric.unit(),
                            metric.labels().stream()
                                    .map(label -> "`" + label + "`")
                                    .collect(Collectors.joining(" ")),
                            metric.says(),
                            metric.whenOdd())));
        });
        page.append("""

                ## Of the framework

                The Java Operator SDK adds its own on the same page: `reconciliations_started_total`, `reconciliations_success_total`,
                `reconciliations_failure_total`, `reconciliations_retries_total`, `reconciliations_active`, `reconciliations_queue`,
                `reconciliations_execution_duration_seconds`, `events_received_total` and `custom_resources`. Their names are the
                framework's; our alerts and dashboards do not use them. Quarkus adds meters of the JVM, of the process and of HTTP.
                """);

        // Then
        if (Boolean.getBoolean("reference.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("docs/reference/metrics.md says what the code says; -Dreference.update=true writes it anew")
                .exists()
                .hasContent(page.toString());
    }

    @Test
    void namesFollowThePrometheusConventions() {
        assertThat(Catalogue.all()).allSatisfy(metric -> {
            assertThat(metric.name()).matches("bailiwick(_[a-z]+)+");
            assertThat(metric.name().endsWith("_total")).isEqualTo(metric.type() == OperatorMetric.Type.COUNTER);
            assertThat(metric.says()).endsWith(".").doesNotContain("|");
            assertThat(metric.whenOdd()).endsWith(".").doesNotContain("|");
        });
        assertThat(Catalogue.all().map(OperatorMetric::name)).doesNotHaveDuplicates();
    }
}
