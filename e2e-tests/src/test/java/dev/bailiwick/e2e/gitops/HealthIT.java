package dev.bailiwick.e2e.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.bailiwick.e2e.harness.GoTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What Flux's kstatus and our health check for Argo CD, run by the Lua that Argo CD has, say of every row of the truth table of
 * conditions, and of objects that the operator has not seen yet. {@code judged.txt} has one line for each.
 */
class HealthIT {

    private static final Path ROWS = Path.of("../workload/src/test/resources/kstatus");
    private static final Path UNSEEN = Path.of("src/test/resources/gitops/unseen");
    private static final Path JUDGED = Path.of("src/test/resources/gitops/judged.txt");
    private static final Path ARGOCD = Path.of("../docs/gitops/argocd");

    @Test
    void everyRowIsJudgedAsItMust() throws IOException {
        // Given
        var arguments = new ArrayList<>(List.of(ARGOCD.resolve("health.lua").toString()));
        rows().map(Path::toString).forEach(arguments::add);

        // When
        var judged = GoTool.compiled("judges")
                .run(arguments.toArray(String[]::new))
                .lines()
                .map(HealthIT::line)
                .toList();

        // Then
        if (Boolean.getBoolean("bailiwick.update")) {
            Files.write(JUDGED, judged);
        }
        assertThat(judged).hasSizeGreaterThan(20).isEqualTo(Files.readAllLines(JUDGED));
    }

    @Test
    void theSnippetForArgoCdHoldsTheSameScript() throws IOException {
        // When
        var snippet = new YAMLMapper().readTree(ARGOCD.resolve("argocd-cm.yaml").toFile());

        // Then
        assertThat(snippet.at("/data/resource.customizations.health.bailiwick.dev_ModelDeployment")
                        .asText())
                .isEqualTo(Files.readString(ARGOCD.resolve("health.lua")));
    }

    private static Stream<Path> rows() throws IOException {
        try (var rows = Files.list(ROWS);
                var unseen = Files.list(UNSEEN)) {
            return Stream.concat(unseen.sorted(), rows.sorted()).toList().stream();
        }
    }

    private static String line(String json) {
        try {
            JsonNode verdict = new ObjectMapper().readTree(json);
            var row = Path.of(verdict.get("file").asText()).getFileName().toString();
            return String.join(
                    " | ",
                    row.replaceFirst("\\.yaml$", ""),
                    verdict.get("kstatus").asText(),
                    verdict.get("health").asText(),
                    verdict.get("message").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
