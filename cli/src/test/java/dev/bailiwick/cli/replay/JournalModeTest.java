package dev.bailiwick.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.cli.Main;
import dev.bailiwick.cli.explain.JournalStory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalModeTest {
    @TempDir
    private Path journal;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aMinuteOfCalmAndAQueue() throws IOException {
        new JournalStory(
                        new JournalStory.Rule(Policy.Mode.AUTO, 1, 4, 4, null, false, 120),
                        1,
                        List.of(new JournalStory.Phase(60, 8, 0, 400, 0), new JournalStory.Phase(60, 8, 10, 400, 0)),
                        0)
                .write(journal);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("replay"));
        all.addAll(List.of(arguments));
        return Main.commandLine("bailiwick")
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private Path segment() {
        return journal.resolve("journal-0000000000.jsonl.gz");
    }

    private void rewrite(String from, String to) throws IOException {
        String text;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(segment()))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(text).contains(from);
        try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(segment()))) {
            file.write(text.replaceFirst(from, to).getBytes(StandardCharsets.UTF_8));
        }
    }

    private Path policy(String text) throws IOException {
        return Files.writeString(journal.resolve("new.yaml"), text);
    }

    @Test
    void everyDecisionIsTheSameBitForBit() {
        for (Path each : List.of(journal, segment())) {
            assertThat(run("--journal", each.toString())).isZero();
        }
        assertThat(out.toString())
                .contains("journal-0000000000.jsonl.gz: 60 ticks, rule 2, written by 0.1.0\n")
                .endsWith("60 ticks decided again, each the same bit for bit\n");
    }

    @Test
    void aDecisionThatWasAnotherIsShownFieldByField() throws IOException {
        // Given a journal that says 3 where the rule says 2
        rewrite("scaled 1 -> 2", "scaled 1 -> 3");
        // When
        int status = run("--journal", journal.toString());
        // Then
        assertThat(status).isEqualTo(1);
        assertThat(out.toString())
                .contains("the first that differs: plant/assistant at 2026-11-24T14:01:00Z\n")
                .containsPattern("message: journaled \"scaled 1 -> 3: .*\", now \"scaled 1 -> 2: .*\"\n")
                .endsWith("1 of 60 ticks decided otherwise than journaled\n");
    }

    @Test
    void aTornSegmentCountsAsFarAsItGoes() throws IOException {
        // Given
        byte[] bytes = Files.readAllBytes(segment());
        Files.write(segment(), Arrays.copyOf(bytes, bytes.length - 40));
        // When, then
        assertThat(run("--journal", journal.toString())).isZero();
        assertThat(out.toString()).contains("it ends in the middle of line ", "all before it counts");
    }

    @Test
    void whatIsNoJournalIsBadInput() throws IOException {
        // Given
        Files.writeString(segment(), "no gzip");
        // When, then
        assertThat(run("--journal", journal.toString())).isEqualTo(2);
        assertThat(out.toString()).contains("it cannot be read any further");
        assertThat(err.toString()).hasLineCount(1).contains("not all of the journal can be read");
    }

    @Test
    void anotherPolicyIsFollowedToWhereItPartsWithBothSentences() throws IOException {
        // Given a bound of one replica
        Path file = policy("""
                scaling:
                  mode: Auto
                  maxReplicas: 1
                  targets: {queuedRequestsPerReplica: 4}
                """);
        // When
        int status = run("--journal", journal.toString(), "--policy-file", file.toString());
        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(status).isZero();
        assertThat(out.toString())
                .contains("plant/assistant, 60 ticks from 2026-11-24T14:00:00Z to 2026-11-24T14:01:58Z\n")
                .contains("the same size at 30 ticks; parts at 2026-11-24T14:01:00Z, and is valid until then\n")
                .contains("    journaled: 1 -> 2, scaled 1 -> 2: ")
                .contains("    instead:   1 -> 1, holding 1");
    }

    @Test
    void aPolicyThatChangesNothingSaysSo() throws IOException {
        // Given
        Path file = policy("""
                scaling:
                  mode: Auto
                  maxReplicas: 4
                  scaleDownDelay: 2m
                  targets: {queuedRequestsPerReplica: 4}
                """);
        // When
        run("--journal", journal.toString(), "--policy-file", file.toString());
        // Then
        assertThat(out.toString()).endsWith("  the same size at every tick\n");
    }

    @Test
    void aScalingBlockIsRefusedAsTheApiServerWould() throws IOException {
        for (String[] each : List.of(
                new String[] {"mode: Auto", "scaling.maxReplicas is missing; it has no default"},
                new String[] {
                    "mode: Auto\n  maxReplica: 3", "scaling.maxReplica is no field; is it maxReplicas or minReplicas or"
                },
                new String[] {"mode: Automatic\n  maxReplicas: 3", "scaling.mode Automatic is not known; is it Auto or"
                },
                new String[] {
                    "mode: Auto\n  maxReplicas: 1001", "scaling.maxReplicas 1001 is no whole number from 1 to 1000"
                },
                new String[] {
                    "mode: Auto\n  maxReplicas: 4\n  minReplicas: 5",
                    "scaling.minReplicas is above scaling.maxReplicas: lower the one or raise the other"
                },
                new String[] {"mode: Auto\n  maxReplicas: 4", "scaling.mode Auto has nothing to size by: set a field"},
                new String[] {
                    "mode: Auto\n  maxReplicas: 4\n  objectives: {timeToFirstToken: fast}",
                    "scaling.objectives.timeToFirstToken \"fast\" is no duration; write it like 5m, 90s or 100ms"
                })) {
            // Given
            Path file = policy("scaling:\n  " + each[0] + "\n");
            err.getBuffer().setLength(0);
            // When, then
            assertThat(run("--journal", journal.toString(), "--policy-file", file.toString()))
                    .isEqualTo(2);
            assertThat(err.toString()).hasLineCount(1).startsWith("--policy-file " + file + ": " + each[1]);
        }
    }
}
