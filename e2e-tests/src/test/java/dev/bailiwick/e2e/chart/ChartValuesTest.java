package dev.bailiwick.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The values of the chart: its defaults, its schema and its README name the same ones. */
class ChartValuesTest {

    private static final YAMLMapper YAML = new YAMLMapper();

    /** Values that are passed on as they are, and one that belongs to other charts. */
    private static final List<String> WHOLE =
            List.of("operator.resources", "operator.nodeSelector", "global", "operator.tolerations");

    @Test
    void theReadmeListsEveryValueOnceInTheOrderOfTheDefaults() throws IOException {
        // When
        var listed = Pattern.compile("(?m)^\\| `([a-zA-Z.]+)` \\|")
                .matcher(Files.readString(Chart.DIRECTORY.resolve("README.md")))
                .results()
                .map(match -> match.group(1))
                .toList();

        // Then
        assertThat(listed).hasSizeGreaterThan(25).isEqualTo(defaults());
    }

    @Test
    void theSchemaKnowsEveryValueAndNoOther() throws IOException {
        // When
        var known = schemaPaths("", schema()).filter(path -> !path.equals("global"));

        // Then
        assertThat(known).containsExactlyInAnyOrderElementsOf(defaults());
    }

    @Test
    void theSchemaRefusesWhatItDoesNotKnow() throws IOException {
        assertThat(objects("", schema()))
                .filteredOn(place -> !place.equals("/properties/global")
                        && !place.equals("/properties/operator/properties/nodeSelector: closed"))
                .hasSizeGreaterThan(10)
                .allMatch(place -> place.endsWith(": closed"));
    }

    @Test
    void theImagesOfTheChartAreThoseOfThisVersion() throws IOException {
        // Given
        var version = Pattern.compile("<artifactId>bailiwick</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(Path.of("../pom.xml")))
                .results()
                .map(match -> match.group(1))
                .findFirst();

        // Then
        assertThat(version)
                .hasValue(YAML.readTree(Chart.DIRECTORY.resolve("Chart.yaml").toFile())
                        .path("appVersion")
                        .asText());
    }

    private static List<String> defaults() throws IOException {
        var values = YAML.readTree(Chart.DIRECTORY.resolve("values.yaml").toFile());
        return paths("", values).toList();
    }

    private static JsonNode schema() throws IOException {
        return YAML.readTree(Chart.DIRECTORY.resolve("values.schema.json").toFile());
    }

    private static Stream<String> paths(String prefix, JsonNode values) {
        return values.properties().stream().flatMap(entry -> {
            var path = prefix + entry.getKey();
            return entry.getValue().isObject() && !entry.getValue().isEmpty() && !WHOLE.contains(path)
                    ? paths(path + ".", entry.getValue())
                    : Stream.of(path);
        });
    }

    private static Stream<String> schemaPaths(String prefix, JsonNode schema) {
        return schema.path("properties").properties().stream().flatMap(entry -> {
            var path = prefix + entry.getKey();
            return entry.getValue().has("properties") && !WHOLE.contains(path)
                    ? schemaPaths(path + ".", entry.getValue())
                    : Stream.of(path);
        });
    }

    /** Where the schema describes an object, and whether it is closed there. */
    private static List<String> objects(String place, JsonNode node) {
        var found = new ArrayList<String>();
        if (node.path("type").asText().equals("object")) {
            found.add(
                    node.has("additionalProperties")
                                    && !node.get("additionalProperties").asBoolean(false)
                            ? place + ": closed"
                            : place);
        }
        node.properties().forEach(entry -> found.addAll(objects(place + "/" + entry.getKey(), entry.getValue())));
        return found;
    }
}
