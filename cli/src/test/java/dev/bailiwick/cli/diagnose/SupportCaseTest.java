package dev.bailiwick.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class SupportCaseTest {

    private static final Instant NOW = Instant.parse("2026-11-24T14:03:00Z");

    private final SupportCase parts = new SupportCase("plant/assistant", NOW);

    private byte[] tar() throws IOException {
        var archive = new ByteArrayOutputStream();
        parts.write(archive);
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(archive.toByteArray()))) {
            return plain.readAllBytes();
        }
    }

    private String written() throws IOException {
        return new String(tar(), StandardCharsets.UTF_8);
    }

    @Test
    void nothingEntersTheArchiveUnscrubbed() throws IOException {
        // Given
        parts.add("pods.yaml", "note: call me with Bearer plantedA1b2c3d4");
        parts.missing("nodes.yaml", "refused for token=plantedA1b2");

        // When, then
        assertThat(written()).doesNotContain("planted").contains("pods.yaml", "nodes.yaml", "refused");
    }

    @Test
    void aLogLosesCredentialsAndWhatItQuotes() throws IOException {
        // Given
        parts.add("operator/a.log", LogLines.clean("""
                {"timestamp":"2026-11-24T14:02:00Z","level":"INFO","loggerName":"dev.bailiwick.operator","message":"plant/assistant ScaledDown: scaled 2 -> 1","mdc":{"user":"planted"}}
                {"timestamp":"2026-11-24T14:02:01Z","level":"WARN","message":"page of a: line 3 is \\"planted words of a user's prompt\\"","stackTrace":"java.io.IOException: token=planted\\n\\tat dev.bailiwick.A.b(A.java:1)"}
                plain line with password=planted
                """));

        // When, then
        assertThat(written())
                .doesNotContain("planted")
                .contains("plant/assistant ScaledDown: scaled 2 -> 1")
                .contains("at dev.bailiwick.A.b(A.java:1)");
    }

    @Test
    void ofAMetricsPageOnlyLinesOfAKnownShapeStay() {
        assertThat(MetricsLines.clean("""
                # HELP vllm:num_requests_running planted words
                # TYPE vllm:num_requests_running gauge
                vllm:num_requests_running{engine="0",model_name="mistral"} 3
                up 1
                vllm:info{prompt="planted words"} 1
                planted
                """)).isEqualTo("""
                        # TYPE vllm:num_requests_running gauge
                        vllm:num_requests_running{engine="0",model_name="mistral"} 3
                        up 1
                        """);
    }

    @Test
    void aPartThatIsTooLongKeepsItsEndAndTheIndexSaysSo() throws IOException {
        // Given
        parts.add("operator/a.log", "begin\n" + "a line of a log\n".repeat(100_000) + "end\n");

        // When, then
        assertThat(written())
                .contains("only its last 1048576 characters, of 1600010")
                .contains("end\n");
        assertThat(tar().length).isLessThan(SupportCase.MOST_OF_A_PART + 10_000);
    }

    @Test
    void theWholeIsBounded() throws IOException {
        // Given
        for (var i = 0; i < 10; i++) {
            parts.add("engines/" + i, "a line of a page\n".repeat(64_000));
        }

        // When, then
        assertThat(tar().length).isLessThan(SupportCase.MOST_OF_ALL + 100_000);
        assertThat(parts.remarks()).contains("`engines/9`: not there: the archive is full");
    }

    @Test
    void isATarThatOthersRead() throws IOException {
        // Given
        parts.add("a/b.txt", "ä\n");

        // When
        var tar = tar();

        // Then
        assertThat(tar.length % 512).isZero();
        assertThat(new String(tar, 257, 5, StandardCharsets.US_ASCII)).isEqualTo("ustar");
        assertThat(names(tar)).containsExactly("INDEX.md", "a/b.txt");
    }

    private static List<String> names(byte[] tar) {
        var names = new java.util.ArrayList<String>();
        for (var at = 0; tar[at] != 0; ) {
            names.add(new String(tar, at, 100, StandardCharsets.US_ASCII).replaceAll("\0.*", ""));
            var size = Integer.parseInt(new String(tar, at + 124, 11, StandardCharsets.US_ASCII), 8);
            at += 512 + (size + 511) / 512 * 512;
        }
        return names;
    }
}
