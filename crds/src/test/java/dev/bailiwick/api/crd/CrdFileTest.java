package dev.bailiwick.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The committed definition is what the types say. Run with {@code -Dbailiwick.update=true} to renew it. */
class CrdFileTest {

    private static final Path FILE = Path.of("../helm/bailiwick/files/modeldeployments.bailiwick.dev.yaml");

    @Test
    void theChartHoldsTheDefinitionThatTheTypesGive() throws IOException {
        // Given
        var wanted = CrdGenerator.text();
        if (Boolean.getBoolean("bailiwick.update")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, wanted);
        }

        // When
        var committed = Files.readString(FILE);

        // Then
        assertThat(committed)
                .as("%s is older than the types: renew it with mvn -pl crds test -Dbailiwick.update=true", FILE)
                .isEqualTo(wanted);
    }

    @Test
    void theJarCarriesTheSameDefinition() throws IOException {
        // Given
        var resource = "/META-INF/bailiwick/modeldeployments.bailiwick.dev.yaml";

        // When
        try (var in = Objects.requireNonNull(ModelDeployment.class.getResourceAsStream(resource), resource)) {
            var carried = new String(in.readAllBytes(), StandardCharsets.UTF_8);

            // Then
            assertThat(carried).isEqualTo(Files.readString(FILE));
        }
    }
}
