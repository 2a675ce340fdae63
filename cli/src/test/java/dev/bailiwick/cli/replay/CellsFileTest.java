package dev.bailiwick.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bailiwick.cli.Fault;
import dev.bailiwick.lab.replay.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells that were written down beforehand. */
class CellsFileTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void writeTrace() throws IOException {
        Traces.steady(directory, 10_800, 1);
    }

    private List<Cell> cells(String text, boolean quick) throws IOException {
        TraceOptions options = new TraceOptions();
        options.cells = Files.writeString(directory.resolve("cells.yaml"), text);
        options.quick = quick;
        return Places.of(options, new CellOptions());
    }

    @Test
    void eachIsWhatTheOptionsOfTheSameNameSay() throws IOException {
        // When
        List<Cell> cells = cells("""
                cells:
                  - {trace: steady.csv.gz, start: 1h, length: 30m, load: 2, engine: llama-3.1-8b-l40s, cold-start: "90s:0.3"}
                  - {trace: steady.csv.gz, router: random, min: 0, max: 8, ttft: 5s, perturb: "scrape-loss=5%", history: 0s}
                """, false);

        // Then
        assertThat(cells).hasSize(2);
        Cell first = cells.getFirst();
        assertThat(first.trace().requests()).isEqualTo(2 * 1_800);
        assertThat(first.trace().seconds()).isEqualTo(1_800);
        assertThat(first.engine().name()).isEqualTo("llama-3.1-8b-l40s");
        assertThat(first.coldStart()).isEqualTo(new Cell.ColdStart(90, 0.3));
        assertThat(first.router()).isEqualTo(Cell.Routing.LEAST_LOADED);
        Cell second = cells.getLast();
        assertThat(second.minReplicas()).isZero();
        assertThat(second.maxReplicas()).isEqualTo(8);
        assertThat(second.router()).isEqualTo(Cell.Routing.RANDOM);
        assertThat(second.objective().timeToFirstToken()).hasSeconds(5);
        assertThat(second.perturbation().faults()).containsExactly("scrape-loss=5%");
    }

    @Test
    void aLookIsTwoHoursOfEach() throws IOException {
        // When
        List<Cell> cells = cells("""
                cells:
                  - {trace: steady.csv.gz}
                  - {trace: steady.csv.gz, length: 1h}
                """, true);

        // Then
        assertThat(cells).extracting(cell -> cell.trace().seconds()).containsExactly(7_200.0, 3_600.0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            places: []                            | has no list cells:; write one mapping of options below it for each cell
            cells: []                             | has no list cells:; write one mapping of options below it for each cell
            cells: [{engine: x}]                  | , cell 1 has no trace: with the name of a file; write one
            cells: [steady.csv.gz]                | , cell 1 has no trace: with the name of a file; write one
            'cells: [{trace: a, rooter: random}]' | , cell 1: rooter is no field; is it router or
            'cells: [{trace: a, policies: ours}]' | , cell 1: policies is no field; is it
            'cells: [{trace: a, min: [1]}]'       | , cell 1: min is no single value; write it like the option --min
            'cells: [{trace: steady.csv.gz}, {trace: steady.csv.gz, router: randomly}]' | , cell 2: --router randomly is not known; is it random or
            'cells: [{trace: steady.csv.gz, start: 9h}]' | , cell 1: --start 9h is beyond the end of
            'cells: [{trace: nowhere.csv.gz}]'    | nowhere.csv.gz is not there; name a gzip CSV of requests
            'cells: [{trace: a}'                  | is not YAML:
            """)
    void aFaultNamesTheCellTheFieldAndTheRemedy(String text, String words) {
        assertThatThrownBy(() -> cells(text, false))
                .isInstanceOf(Fault.class)
                .hasMessageStartingWith("--cells " + directory.resolve("cells.yaml"))
                .hasMessageContaining(words);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        TraceOptions options = new TraceOptions();
        options.cells = directory.resolve("none.yaml");
        assertThatThrownBy(() -> Places.of(options, new CellOptions()))
                .hasMessage("--cells %s is not there; name a file with a list cells:".formatted(options.cells));
    }
}
