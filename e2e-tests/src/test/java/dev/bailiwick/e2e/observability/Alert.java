package dev.bailiwick.e2e.observability;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * An alert as the chart ships it.
 *
 * @param name its name
 * @param expression what is to hold
 * @param rule the rule as a whole
 */
record Alert(String name, String expression, JsonNode rule) {

    static final Path FILE = Path.of("../helm/bailiwick/files/alerts.yaml");

    static List<Alert> all() {
        return StreamSupport.stream(yaml(FILE).path("groups").spliterator(), false)
                .flatMap(group -> StreamSupport.stream(group.path("rules").spliterator(), false))
                .map(rule ->
                        new Alert(rule.path("alert").asText(), rule.path("expr").asText(), rule))
                .toList();
    }

    /** The expression without its bounds: what is compared with them. It has data also while all is well. */
    String measured() {
        return expression
                .replaceFirst("^absent\\((.*)\\)$", "$1")
                .replaceAll("(?s)\\s+(==|<|>) ([0-9.]+)(?=\\s|$)", "");
    }

    @Override
    public String toString() {
        return name;
    }

    static JsonNode yaml(Path file) {
        try {
            return Serialization.unmarshal(Files.readString(file), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
