package dev.bailiwick.workload.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The spellings of {@code apimachinery/pkg/api/resource/quantity.go} ({@code CanonicalizeBytes}). */
final class CanonicalQuantityTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "0, 0",
        "1000m, 1",
        "1500m, 1500m",
        "1.5, 1500m",
        "0.1, 100m",
        "0.0001, 1m",
        "100u, 1m",
        "8000m, 8",
        "1000, 1k",
        "1500, 1500",
        "1500000, 1500k",
        "20000M, 20G",
        "1e3, 1k",
        "1E, 1E",
        "1024Mi, 1Gi",
        "1536Mi, 1536Mi",
        "1.5Gi, 1536Mi",
        "0.5Gi, 512Mi",
        "65536Mi, 64Gi",
        "67108864Ki, 64Gi",
        "1000Mi, 1000Mi",
        "1024, 1024",
        "1Ki, 1Ki",
        "0.5Ki, 512",
        "0.9765625Ki, 1k",
        "1.953125Ki, 2k",
        "0.1Gi, 107374182400m"
    })
    void spellsAsTheApiServerDoes(String written, String canonical) {
        assertThat(CanonicalQuantity.of(new Quantity(written))).hasToString(canonical);
    }
}
