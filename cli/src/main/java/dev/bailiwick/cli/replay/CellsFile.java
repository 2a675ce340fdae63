package dev.bailiwick.cli.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.bailiwick.cli.Fault;
import dev.bailiwick.lab.replay.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/**
 * Places of comparison that were chosen beforehand, in a file: below {@code cells:} a list of mappings from an option of
 * {@code replay}, without its dashes, to its value.
 */
final class CellsFile {
    private static final ObjectMapper YAML = YAMLMapper.builder().build();

    /** The options that make a cell; the others are for all cells together. */
    static final List<String> FIELDS = List.of(
            "trace",
            "start",
            "history",
            "length",
            "client-phases",
            "load",
            "engine",
            "cold-start",
            "ttft",
            "tpot",
            "router",
            "min",
            "max",
            "perturb");

    private CellsFile() {}

    /** What makes a cell: the options of one, read as those of the command line are. */
    @Command(name = "cell")
    static final class Place {
        @ArgGroup(validate = false)
        private TraceOptions trace = new TraceOptions();

        @ArgGroup(validate = false)
        private CellOptions cell = new CellOptions();

        /** What is played; what is compared and written is said for all cells together. */
        TraceOptions trace() {
            return trace;
        }

        CellOptions cell() {
            return cell;
        }
    }

    /**
     * Reads a file.
     *
     * @param traces where the traces are that it names
     * @throws Fault when it is none, with the cell, the field and the remedy
     */
    static List<Place> read(Path file, Path traces) {
        JsonNode cells = tree(file).path("cells");
        if (!cells.isArray() || cells.isEmpty()) {
            throw Fault.usage("--cells %s has no list cells:; write one mapping of options below it for each cell"
                    .formatted(file));
        }
        List<Place> places = new ArrayList<>();
        for (JsonNode cell : cells) {
            String where = "--cells %s, cell %d".formatted(file, places.size() + 1);
            places.add(place(where, cell, traces));
        }
        return places;
    }

    private static Place place(String where, JsonNode cell, Path traces) {
        CommandLine line = new CommandLine(new Place());
        if (!cell.path("trace").isTextual()) {
            throw Fault.usage("%s has no trace: with the name of a file; write one".formatted(where));
        }
        List<String> arguments = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : cell.properties()) {
            String name = field.getKey();
            if (!FIELDS.contains(name)) {
                throw Fault.usage("%s: %s is no field; %s".formatted(where, name, Nearest.hint(name, FIELDS)));
            }
            if (!field.getValue().isValueNode()) {
                throw Fault.usage(
                        "%s: %s is no single value; write it like the option --%s".formatted(where, name, name));
            }
            String value = field.getValue().asText();
            arguments.add("--" + name);
            arguments.add(name.equals("trace") ? traces.resolve(value).toString() : value);
        }
        try {
            line.parseArgs(arguments.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            throw Fault.usage("%s: %s".formatted(where, e.getMessage()), e);
        }
        return line.getCommand();
    }

    private static JsonNode tree(Path file) {
        try {
            return YAML.readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw Fault.usage("--cells %s is not there; name a file with a list cells:".formatted(file), e);
        } catch (JsonProcessingException e) {
            throw Fault.usage(
                    "--cells %s is not YAML: %s"
                            .formatted(
                                    file,
                                    e.getOriginalMessage().lines().findFirst().orElse("")),
                    e);
        } catch (IOException e) {
            throw Fault.usage("--cells %s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}
