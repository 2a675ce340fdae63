package dev.bailiwick.lab.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.replay.Perturbation;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTableTest {

    @Test
    void hasARowForEachSettingAndMarksTheValidOnes() {
        // When
        String table = SummaryTable.of(Board.of(
                List.of(
                        Samples.result("ours", 1, 0.9951, 10),
                        Samples.result("ours", 2, 0.9931, 11),
                        Samples.result("kpa", 1, 0.9, 21),
                        Samples.result("kpa", 2, 0.8, 22)),
                List.of()));
        // Then
        assertThat(table)
                .contains("* ours                      99.41%  99.31%    100%      10.5   1.00     12     3\n")
                .contains("  kpa                        85.0%   80.0%    100%      21.5      -     12     3\n")
                .contains("Ours alone holds the objective, at 10.5 GPU-hours.");
    }

    @Test
    void fitsInto80ColumnsWhateverIsInIt() {
        // When
        String table = SummaryTable.of(Board.of(
                List.of(Samples.result(
                        Samples.cell(
                                "a-trace-with-quite-a-long-name-for-a-file-of-requests",
                                123_456,
                                new Perturbation(List.of("engine=+25%", "scrape-loss=5%", "dead-pod"))),
                        "a-policy-with-a-name-that-is-too-long",
                        Samples.setting("targetAverageUtilization", 123_456.75),
                        1,
                        0.99995,
                        null,
                        123_456.7)),
                List.of()));
        // Then
        assertThat(table.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void aShareIsNeverRoundedUpToTheNextPromise() {
        assertThat(List.of(0.98999, 0.99999, 1.0, 0.5, 0.0))
                .extracting(Words::percent)
                .containsExactly("98.9 %", "99.99 %", "100 %", "50.0 %", "0 %");
    }
}
