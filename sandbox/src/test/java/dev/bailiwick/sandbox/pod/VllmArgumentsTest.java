package dev.bailiwick.sandbox.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VllmArgumentsTest {
    private static final Set<String> KNOWN = Set.of("--port", "--max-model-len");

    @Test
    void passesOnTheModelAndTheOptionsThatAreKnown() {
        assertThat(split("/models", "--port=8000", "--max-model-len", "4096").known())
                .containsExactly("/models", "--port=8000", "--max-model-len", "4096");
    }

    @Test
    void leavesOutAnUnknownOptionWithTheValueBehindIt() {
        // When
        var split =
                split("/models", "--limit-mm-per-prompt", "{\"image\": 2}", "-tp", "2", "--enable-x", "--port", "1");
        // Then
        assertThat(split.known()).containsExactly("/models", "--port", "1");
        assertThat(split.ignored()).containsExactly("--limit-mm-per-prompt", "-tp", "--enable-x");
    }

    @Test
    void namesAnIgnoredOptionWithoutItsValue() {
        assertThat(split("--api-key=secret").ignored()).containsExactly("--api-key");
    }

    @Test
    void takesUnderscoresForDashesInNamesAlone() {
        assertThat(split("--Max_Model_Len=4_096").known()).containsExactly("--max-model-len=4_096");
    }

    @Test
    void takesANegativeNumberForAValue() {
        assertThat(split("--port", "-1").known()).containsExactly("--port", "-1");
    }

    private static VllmArguments split(String... arguments) {
        return VllmArguments.of(List.of(arguments), KNOWN);
    }
}
