package dev.bailiwick.lab.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Perturbation;
import dev.bailiwick.lab.replay.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardTest {
    private final List<Result> results = new ArrayList<>();

    private Cell cell(String name) {
        return Samples.cell(name, 43_200, Perturbation.NONE);
    }

    private void run(Cell cell, String policy, double attainment, double hours) {
        results.add(Samples.result(cell, policy, Samples.PLAIN, 1, attainment, 1.0, hours));
    }

    @Test
    void validSettingsComeFirstByCostAndTheOthersByAttainment() {
        // Given
        Cell cell = cell("one");
        run(cell, "cheap-and-late", 0.95, 5);
        run(cell, "cheaper-and-later", 0.90, 4);
        run(cell, "dear", 0.999, 20);
        run(cell, "ours", 0.995, 10);
        // When
        Board board = Board.of(results, List.of()).getFirst();
        // Then
        assertThat(board.standings())
                .extracting(Standing::policy)
                .containsExactly("ours", "dear", "cheap-and-late", "cheaper-and-later");
        assertThat(board.overCheapest(board.standings().get(1))).contains(2.0);
    }

    @Test
    void theCellsThatOursLosesComeFirstAndTheWorstOfThemBeforeAll() {
        // Given
        Cell won = cell("won");
        run(won, "ours", 0.995, 10);
        run(won, "hpa", 0.995, 11);
        Cell nobody = cell("nobody");
        run(nobody, "ours", 0.5, 10);
        run(nobody, "hpa", 0.5, 11);
        Cell dearer = cell("dearer");
        run(dearer, "ours", 0.995, 11);
        run(dearer, "hpa", 0.995, 10);
        Cell dearest = cell("dearest");
        run(dearest, "ours", 0.995, 30);
        run(dearest, "hpa", 0.995, 10);
        Cell missed = cell("missed");
        run(missed, "ours", 0.98, 10);
        run(missed, "hpa", 0.995, 99);
        // When
        List<Board> boards = Board.of(results, List.of());
        // Then
        assertThat(boards)
                .extracting(board -> board.cell().trace().name())
                .containsExactly("missed", "dearest", "dearer", "nobody", "won");
        assertThat(boards.get(0).verdict().sentence())
                .isEqualTo("Ours does not hold the objective (attainment 98.0 % < 99 %); hpa does at 99.0 GPU-hours.");
        assertThat(boards.get(1).verdict().sentence())
                .isEqualTo("Ours costs 3.00 times as much: 30.0 GPU-hours against 10.0 of hpa.");
    }

    @Test
    void aReferenceStandsInTheTableAndIsNobodysRival() {
        // Given a reference that is cheaper than every policy
        Cell cell = cell("one");
        run(cell, "causal", 0.995, 6);
        run(cell, "ours", 0.995, 10);
        run(cell, "hpa", 0.995, 12);
        // When
        Board board = Board.of(results, List.of()).getFirst();
        // Then
        assertThat(board.standings()).extracting(Standing::policy).containsExactly("causal", "ours", "hpa");
        assertThat(board.verdict().sentence())
                .isEqualTo("Ours is the cheapest that holds the objective: 10.0 GPU-hours against 12.0 of hpa.");
        assertThat(board.overCheapest(board.standings().getFirst())).contains(0.6);
        assertThat(Board.reference("hpa")).isFalse();
    }

    @Test
    void tuningRunsAreNoStandings() {
        // Given
        run(Samples.CELL, "ours", 0.995, 10);
        Result tried = Samples.result("hpa", 4, 0.999, 1);
        // When
        Board board = Board.of(results, List.of(tried)).getFirst();
        // Then
        assertThat(board.standings()).extracting(Standing::policy).containsExactly("ours");
        assertThat(board.grid()).extracting(Standing::policy).containsExactly("hpa");
    }

    @Test
    void aShortTraceSaysWhatItCannotCarry() {
        run(Samples.cell("short", 3_600, Perturbation.NONE), "ours", 1, 1);
        assertThat(Board.of(results, List.of()).getFirst().claim()).contains("none on GPU-hours");
    }

    @Test
    void whatIsHeldAgainstIsNoStanding() {
        // Given
        run(Samples.CELL, "ours", 0.995, 100);
        results.add(Samples.known("best-static", 0.99, 90));
        results.add(Samples.known("best-known", 0.999, 80));
        results.add(Samples.known("best-known", 0.99, 60));
        // When
        Board board = Board.of(results, List.of()).getFirst();
        // Then
        assertThat(board.standings()).extracting(Standing::policy).containsExactly("ours");
        assertThat(board.cheapest()).map(Standing::policy).contains("ours");
        assertThat(board.known())
                .extracting(standing -> standing.policy() + " " + standing.setting())
                .containsExactly(
                        "best-known attainment=0.99", "best-known attainment=0.999", "best-static attainment=0.99");
    }

    @Test
    void aCellCarriesClaimsOnCostWhenThereIsMuchToScaleAndTheBoundsAreNear() {
        // Given 11.75 counted hours of replicas with one accelerator: 6.1 in the mean, and a quarter more that are
        // fixed
        run(Samples.CELL, "ours", 0.995, 100);
        results.add(Samples.known("best-static", 0.99, 90));
        results.add(Samples.known("best-known", 0.99, 72));
        results.replaceAll(result -> result.overLowerBound(60));
        // Then
        assertThat(Board.of(results, List.of()).getFirst().claim())
                .isEqualTo(
                        "It carries claims on cost. The best known schedule is 1.20 times the lower bound: a claim of"
                                + " \"times the optimum\" can rest on it.");
    }

    @Test
    void aCellSaysEachReasonForWhichItCarriesNone() {
        // Given
        run(Samples.CELL, "ours", 0.995, 100);
        assertThat(Board.of(results, List.of()).getFirst().claim()).contains("there is no best known schedule");
        results.add(Samples.known("best-static", 0.99, 66));
        results.add(Samples.known("best-known", 0.99, 60));
        results.replaceAll(result -> result.overLowerBound(40));
        // Then
        assertThat(Board.of(results, List.of()).getFirst().claim())
                .isEqualTo(
                        "It carries no claim on cost: the best known schedule holds 5.11 replicas in the mean, and below"
                                + " 6 a ratio is the noise of whole ones; the best fixed size costs 1.10 times the best known"
                                + " schedule, and below 1.2 there is little to scale. The best known schedule is 1.50 times the"
                                + " lower bound: too far apart for a claim of \"times the optimum\".");
    }

    @Test
    void theRegretClosedIsToldWhenPeersWereTunedAndTheBestIsKnown() {
        // Given
        run(Samples.CELL, "ours", 0.995, 80);
        run(Samples.CELL, "hpa", 0.995, 100);
        results.add(Samples.known("best-known", 0.99, 60));
        Result tried = Samples.result("hpa", 4, 0.999, 1);
        // Then
        assertThat(Board.of(results, List.of()).getFirst().claim()).doesNotContain("Regret");
        assertThat(Board.of(results, List.of(tried)).getFirst().claim())
                .endsWith("Regret closed: 50 % of the 40.0 GPU-hours between hpa and the best known schedule.");
    }

    @Test
    void whatOursCostsMoreThanTheCheapestIsToldInGpuHours() {
        // Given
        run(Samples.CELL, "ours", 0.995, 130);
        run(Samples.CELL, "hpa", 0.995, 62);
        results.add(Samples.known("best-known", 0.99, 60));
        Result tried = Samples.result("hpa", 4, 0.999, 1);
        // Then
        assertThat(Board.of(results, List.of(tried)).getFirst().claim())
                .endsWith(
                        "No regret closed: ours takes 68.0 GPU-hours more than hpa, the best known schedule 2.00 fewer.");
    }
}
