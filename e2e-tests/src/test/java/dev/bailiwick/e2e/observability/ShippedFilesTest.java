package dev.bailiwick.e2e.observability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.operator.observe.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Alerts, runbooks and dashboards hang together, and speak of metrics that there are. */
class ShippedFilesTest {

    private static final Path RUNBOOKS = Path.of("../docs/runbooks");
    private static final Path REFERENCE = Path.of("../docs/reference/metrics.md");
    private static final Pattern NAME = Pattern.compile("\\bbailiwick_[a-z_]+");
    private static final Pattern ALERT = Pattern.compile("\\bBailiwick[A-Z][A-Za-z]+");
    private static final Set<String> UNITS = Set.of("none", "s", "ops", "reqps", "percentunit", "bytes", "short");

    @ParameterizedTest
    @MethodSource("alerts")
    void anAlertSaysHowBadItIsWhatHappensAndWhereToRead(Alert alert) {
        var rule = alert.rule();
        assertThat(alert.name()).startsWith("Bailiwick");
        assertThat(rule.path("labels").path("severity").asText()).isIn("critical", "warning");
        assertThat(rule.path("for").asText()).matches("[1-9][0-9]*m");
        assertThat(rule.path("annotations").path("summary").asText()).endsWith(".");
        assertThat(rule.path("annotations").path("description").asText()).endsWith(".");
        assertThat(rule.path("annotations").path("runbook_url").asText())
                .isEqualTo("docs/runbooks/" + alert.name() + ".md");
        assertThat(unknown(alert.expression())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void anAlertHasARunbook(Alert alert) throws IOException {
        var runbook = Files.readString(RUNBOOKS.resolve(alert.name() + ".md"));
        assertThat(runbook)
                .startsWith("# " + alert.name() + "\n")
                .contains(
                        "\n## What it means\n",
                        "\n## Why it matters\n",
                        "\n## How to look\n",
                        "\n## What to do\n",
                        "\n## When it is harmless\n",
                        "```\n");
        assertThat(unknown(runbook)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void theOverviewListsTheAlert(Alert alert) throws IOException {
        assertThat(Files.readString(Path.of("../docs/observability.md")))
                .contains("| [%s](runbooks/%s.md) | %s | %s | "
                        .formatted(
                                alert.name(),
                                alert.name(),
                                alert.rule().path("labels").path("severity").asText(),
                                alert.rule().path("for").asText()));
    }

    @Test
    void everyRunbookBelongsToAnAlertAndEveryAlertThatIsNamedExists() throws IOException {
        // Given
        var names = alerts().map(Alert::name).collect(Collectors.toSet());

        // When
        List<Path> files;
        try (var list = Files.list(RUNBOOKS)) {
            files = list.filter(file -> !file.endsWith("README.md")).toList();
        }

        // Then
        assertThat(files)
                .allSatisfy(file ->
                        assertThat(names).contains(file.getFileName().toString().replace(".md", "")))
                .hasSameSizeAs(names);
        assertThat(ALERT.matcher(Files.readString(REFERENCE)).results().map(MatchResult::group))
                .isSubsetOf(names);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void aDashboardLetsOnePickAPrometheusAndSaysHowToReadEachPanel(Dashboard dashboard) {
        assertThat(dashboard.json().path("uid").asText()).isEqualTo("bailiwick-" + dashboard.name());
        assertThat(dashboard.json().path("schemaVersion").asInt()).isGreaterThanOrEqualTo(39);
        assertThat(dashboard
                        .json()
                        .path("templating")
                        .path("list")
                        .path(0)
                        .path("type")
                        .asText())
                .isEqualTo("datasource");
        assertThat(dashboard.panels()).hasSizeGreaterThan(10).allSatisfy(panel -> {
            assertThat(panel.path("description").asText())
                    .as(panel.path("title").asText())
                    .hasSizeGreaterThan(20);
            assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
            assertThat(panel.path("fieldConfig").path("defaults").path("unit").asText())
                    .isIn(UNITS);
        });
        assertThat(dashboard.panels().map(panel -> panel.path("title").asText()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void noPanelLiesOverAnother(Dashboard dashboard) {
        var taken = Dashboard.each(dashboard.json().path("panels"))
                .map(panel -> panel.path("gridPos"))
                .flatMap(at -> cells(
                        at.path("x").asInt(),
                        at.path("y").asInt(),
                        at.path("w").asInt(),
                        at.path("h").asInt()));
        assertThat(taken).doesNotHaveDuplicates().allMatch(cell -> cell.get(0) < 24);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyQueryOfADashboardNamesMetricsOfTheCatalogue(Dashboard dashboard) {
        assertThat(Stream.concat(dashboard.queries(), dashboard.variables()))
                .allSatisfy(query -> assertThat(unknown(query.expression()))
                        .as(query.place())
                        .isEmpty());
    }

    @Test
    void theDashboardOfADeploymentShowsItsDecisionsAsAnnotations() {
        var autoscaler = dashboards()
                .filter(dashboard -> dashboard.name().equals("autoscaler"))
                .findFirst()
                .orElseThrow();
        assertThat(autoscaler.queries().map(Dashboard.Query::place)).contains("autoscaler / annotation Decisions");
    }

    /** Names that look like metrics of ours and are none. */
    private static Set<String> unknown(String text) {
        var known = Catalogue.all()
                .flatMap(metric -> Stream.concat(Stream.of(metric.name()), metric.samples().stream()))
                .collect(Collectors.toSet());
        return NAME.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(name -> !known.contains(name))
                .collect(Collectors.toSet());
    }

    private static Stream<List<Integer>> cells(int left, int top, int width, int height) {
        return Stream.iterate(left, x -> x < left + width, x -> x + 1)
                .flatMap(x ->
                        Stream.iterate(top, y -> y < top + height, y -> y + 1).map(y -> List.of(x, y)));
    }

    static Stream<Alert> alerts() {
        return Alert.all().stream();
    }

    static Stream<Dashboard> dashboards() {
        return Dashboard.all().stream();
    }
}
