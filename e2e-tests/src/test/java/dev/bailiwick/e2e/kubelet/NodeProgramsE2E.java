package dev.bailiwick.e2e.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The Go programs of our own node image have tests of their own. */
@Tag("kubelet")
class NodeProgramsE2E {

    @Test
    void networkPoliciesBecomeRulesAsGoTestsSay() throws IOException, InterruptedException {
        var builder = new ProcessBuilder("go", "test", "-trimpath", "./networkpolicy/")
                .directory(java.nio.file.Path.of("../sandbox/node/kubernetes").toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("CGO_ENABLED", "0", "GOTOOLCHAIN", "local", "GOFLAGS", "-buildvcs=false"));

        var process = builder.start();

        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
