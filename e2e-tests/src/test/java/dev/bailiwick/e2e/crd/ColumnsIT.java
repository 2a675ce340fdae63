package dev.bailiwick.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Sandboxed;
import dev.bailiwick.e2e.harness.TestNamespace;
import dev.bailiwick.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What {@code kubectl get mdep} shows of six states fits a terminal and says state and reason in one line each. */
@Sandboxed
class ColumnsIT {

    private static final Path STATES = Path.of("src/test/resources/crd/columns/states.yaml");
    private static final Path GOLDEN = Path.of("src/test/resources/crd/columns/kubectl-get.txt");
    private static final int WIDEST = 140;

    @Test
    void oneLineTellsStateAndReason(Sandbox sandbox, TestNamespace namespace) throws IOException {
        // Given
        Definition.install(sandbox.client());
        var where = "--namespace=" + namespace.name();
        sandbox.kubectl(where, "apply", "--server-side", "--filename=" + STATES).orThrow();
        sandbox.kubectl(where, "apply", "--server-side", "--subresource=status", "--filename=" + STATES)
                .orThrow();

        // When
        var shown = sandbox.kubectl(where, "get", "mdep")
                .stdout()
                .replaceAll("(?m)[0-9]+m?[0-9]*s$", "7s")
                .replaceAll("(?m) +$", "");

        // Then
        if (Boolean.getBoolean("bailiwick.update")) {
            Files.writeString(GOLDEN, shown);
        }
        assertThat(shown).isEqualTo(Files.readString(GOLDEN));
        assertThat(shown.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDEST));
    }
}
