package dev.bailiwick.lab.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Perturbation;
import dev.bailiwick.lab.replay.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two cells: in one ours is dearer than another policy, in the other it is alone in holding the objective. */
class MarkdownReportTest {
    private static final Cell NIGHT = Samples.cell("night", 43_200, Perturbation.NONE);
    private static final List<Result> JUDGED = List.of(
            Samples.result("ours", 1, 0.995, 120).overLowerBound(60),
            Samples.result("hpa", 1, 0.97, 90).overLowerBound(60),
            Samples.result(Samples.CELL, "hpa", Samples.setting("target", 8), 1, 0.995, 1.0, 100),
            Samples.result(Samples.CELL, "best-known", Samples.setting("attainment", 0.99), 1, 0.991, 1.0, 80),
            Samples.result(Samples.CELL, "causal", Samples.PLAIN, 1, 0.995, 1.0, 85),
            night("ours", 0.995),
            night("hpa", 0.5));

    private static Result night(String policy, double attainment) {
        return Samples.result(NIGHT, policy, Samples.PLAIN, 1, attainment, 1.0, 50);
    }

    private static List<String> lines(String heading, MarkdownReport.Page page) {
        return page.text()
                .lines()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("| "))
                .toList();
    }

    @Test
    void eachCellIsALineAndThoseThatOursLosesComeFirst() {
        // When
        MarkdownReport.Page page = MarkdownReport.of(JUDGED, JUDGED.subList(1, 2), "bailiwick replay");

        // Then
        List<String> cells = lines("## Cells", page);
        assertThat(cells).hasSize(3);
        assertThat(cells.get(1))
                .startsWith("| [1](#cell-1) | 12 h of day ")
                .endsWith("| 99.50 % | 120 | hpa (target=8) | 100 | 80.0 | 60.0 | 1.20 | 1.50 | -100 % |");
        assertThat(cells.get(2)).startsWith("| [2](#cell-2) | 12 h of night ");
    }

    @Test
    void eachPolicyIsALineAndAReferenceIsNone() {
        // When
        List<String> policies = lines("## Policies", MarkdownReport.of(JUDGED, List.of(), "bailiwick replay"));

        // Then
        assertThat(policies)
                .contains("| ours | 2 of 2 | – | 1.10 | 1.20 |", "| hpa | 0 of 2 | – | 1.00 | 1.00 |")
                .noneMatch(line -> line.contains("causal") || line.contains("best-known"));
    }

    @Test
    void eachCellHasAPictureThatStandsByItself() {
        // When
        MarkdownReport.Page page = MarkdownReport.of(JUDGED, List.of(), "bailiwick replay");

        // Then
        assertThat(page.pictures().keySet()).startsWith("cell-01.svg", "cell-02.svg");
        assertThat(page.text()).contains("![GPU-hours against attainment](cell-01.svg)");
        assertThat(page.pictures().get("cell-01.svg"))
                .startsWith(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"880\" height=\"400\" viewBox=\"0 0 880 400\"")
                .contains("<style>", "hpa")
                .endsWith("</svg>\n");
    }
}
