package dev.bailiwick.e2e.observability;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A dashboard as the chart ships it.
 *
 * @param name name of its file
 * @param json what Grafana reads
 */
record Dashboard(String name, JsonNode json) {

    static final Path DIRECTORY = Path.of("../helm/bailiwick/files/dashboards");

    /**
     * A query of a dashboard.
     *
     * @param place dashboard, panel and legend
     */
    record Query(String place, String expression) {
        @Override
        public String toString() {
            return place;
        }
    }

    static List<Dashboard> all() {
        try (var files = Files.list(DIRECTORY)) {
            var dashboards = new ArrayList<Dashboard>();
            for (var file : files.sorted().toList()) {
                dashboards.add(new Dashboard(
                        file.getFileName().toString().replace(".json", ""),
                        Serialization.unmarshal(Files.readString(file), JsonNode.class)));
            }
            return List.copyOf(dashboards);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its panels, rows left out. */
    Stream<JsonNode> panels() {
        return each(json.path("panels"))
                .filter(panel -> !panel.path("type").asText().equals("row"));
    }

    /** The queries of its panels and annotations. */
    Stream<Query> queries() {
        return Stream.concat(
                panels().flatMap(panel -> each(panel.path("targets"))
                        .map(target -> new Query(
                                name + " / " + panel.path("title").asText() + " / "
                                        + target.path("refId").asText(),
                                target.path("expr").asText()))),
                each(json.path("annotations").path("list"))
                        .filter(annotation -> annotation.has("expr"))
                        .map(annotation -> new Query(
                                name + " / annotation "
                                        + annotation.path("name").asText(),
                                annotation.path("expr").asText())));
    }

    /** The queries that fill its variables. */
    Stream<Query> variables() {
        return each(json.path("templating").path("list"))
                .filter(variable -> variable.path("type").asText().equals("query"))
                .map(variable -> new Query(
                        name + " / variable " + variable.path("name").asText(),
                        variable.path("definition").asText()));
    }

    static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    @Override
    public String toString() {
        return name;
    }
}
