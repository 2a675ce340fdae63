package dev.bailiwick.cli.replay;

import dev.bailiwick.cli.Fault;
import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Trace;
import dev.bailiwick.lab.replay.matrix.Load;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The cells that are asked for: one for each trace that is named, or those of a file. */
final class Places {
    /** What is played of each cell where only a look is wanted, in seconds. */
    private static final double LOOK = 7_200;

    private final Map<Path, Trace> traces = new HashMap<>();

    private Places() {}

    /** @throws Fault when an option, the file or a trace is wrong */
    static List<Cell> of(TraceOptions options, CellOptions place) {
        Places places = new Places();
        Path file = options.cells;
        List<Cell> cells = new ArrayList<>();
        if (file == null) {
            cells.addAll(places.cells("", options, place));
        } else {
            Path beside = file.toAbsolutePath().getParent();
            Path directory = options.directory == null && beside != null ? beside : options.directory;
            List<CellsFile.Place> wanted = CellsFile.read(file, directory == null ? Path.of("") : directory);
            for (int i = 0; i < wanted.size(); i++) {
                String where = "--cells %s, cell %d: ".formatted(file, i + 1);
                cells.addAll(
                        places.cells(where, wanted.get(i).trace(), wanted.get(i).cell()));
            }
        }
        return options.quick ? cells.stream().map(Places::look).toList() : cells;
    }

    private List<Cell> cells(String where, TraceOptions options, CellOptions place) {
        try {
            return cells(options, place);
        } catch (Fault fault) {
            throw where.isEmpty() ? fault : Fault.usage(where + fault.getMessage(), fault);
        }
    }

    private List<Cell> cells(TraceOptions options, CellOptions place) {
        double load = Given.load(options.load);
        Excerpt excerpt = new Excerpt(options);
        List<Cell> cells = new ArrayList<>();
        place.cell(new Trace("none", new double[0], new int[0], new int[0], 0), load); // refuses before a file is read
        for (Path file : options.traces) {
            for (Trace part : excerpt.of(traces.computeIfAbsent(file, TraceArgument::read), file)) {
                cells.add(place.cell(Load.of(part, load), load).withHistory(excerpt.history()));
            }
        }
        return cells;
    }

    private static Cell look(Cell cell) {
        double seconds = cell.historySeconds() + LOOK;
        return cell.trace().seconds() <= seconds ? cell : cell.with(cell.trace().cut(0, seconds));
    }
}
