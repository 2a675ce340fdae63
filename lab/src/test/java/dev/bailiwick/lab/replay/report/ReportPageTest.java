package dev.bailiwick.lab.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.replay.Course;
import dev.bailiwick.lab.replay.Perturbation;
import dev.bailiwick.lab.replay.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportPageTest {
    private final List<Result> results = new ArrayList<>();
    private final List<Result> tried = new ArrayList<>();

    ReportPageTest() {
        for (long seed = 1; seed <= 3; seed++) {
            results.add(Samples.result("ours", seed, 0.9951 - seed * 0.0005, 60.0 + seed));
            results.add(Samples.result("hpa", seed, 0.9981 - seed * 0.0005, 48.0 + seed));
            results.add(Samples.result("<kpa>", seed, 0.91 - seed * 0.01, 80.0 + seed));
        }
        tried.add(Samples.result(Samples.CELL, "hpa", Samples.setting("target", 32), 4, 0.97, 0.9, 30));
        results.add(Samples.result(
                Samples.cell("quiet", 3_600, new Perturbation(List.of("dead-pod"))),
                "ours",
                Samples.PLAIN,
                1,
                1,
                null,
                12));
    }

    private String page() {
        return ReportPage.of(results, tried, "./bailiwick replay --trace 'day.csv.gz' --tune");
    }

    @Test
    void loadsNothingFromAnywhere() {
        assertThat(page())
                .doesNotContainPattern("https?://")
                .doesNotContainPattern("(src|srcset)=")
                .doesNotContain("url(", "@import", "<link", "<iframe");
    }

    @Test
    void showsEveryPolicyAndEveryReasonAndEscapesBoth() {
        // When
        String page = page();
        // Then
        for (Result result : results) {
            for (Course.Change change : result.outcome().course().changes()) {
                assertThat(page)
                        .contains("<p>scaled " + change.from() + " -&gt; " + change.to()
                                + ": load &lt; what is &lt;needed&gt;</p>");
            }
        }
        assertThat(page).contains("&lt;kpa&gt;").doesNotContain("<kpa>");
    }

    @Test
    void tellsTheCellThatOursLosesBeforeTheOthers() {
        // When
        String page = page();
        // Then
        assertThat(page.indexOf("Ours costs 1.24 times as much")).isPositive();
        assertThat(page.indexOf("day x 2 on llama-3.1-8b-l40s"))
                .isLessThan(page.indexOf("quiet x 2 on llama-3.1-8b-l40s"));
    }

    @Test
    void drawsPicturesForTheWideAndForTheNarrowScreen() {
        // Given two frontiers, and curves of four settings, each twice
        assertThat(page().split("<svg ", -1)).hasSize(1 + 2 * (2 + 4));
    }

    @Test
    void drawsABoundAsALineWhenItRan() {
        // Given
        assertThat(page()).doesNotContain(">best known</text>", ">lower bound</text>");
        // When
        results.replaceAll(result -> new Result(
                result.cell(), result.policy(), result.setting(), result.seed(), result.outcome(), 1.5, 2.0, 1));
        results.add(Samples.known("best-known", 0.99, 6));
        results.add(Samples.known("best-known", 0.999, 8));
        // Then
        assertThat(page()).contains(">best known</text>", ">lower bound</text>", "class=\"bound known\"");
    }

    @Test
    void repeatsToTheByte() {
        assertThat(page()).isEqualTo(page());
    }
}
