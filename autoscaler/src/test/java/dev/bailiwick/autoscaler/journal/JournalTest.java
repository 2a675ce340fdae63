package dev.bailiwick.autoscaler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.Observation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {

    private static final long MIB = 1 << 20;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsReadIsWhatWasWritten(long seed) throws IOException {
        // Given
        WildDeployment wild = new WildDeployment("lines/inspector", seed);

        // When
        try (JournalWriter journal = new JournalWriter(directory, 64 * MIB, 128 * MIB, "0.1.0")) {
            wild.run(journal, 500);
        }
        List<JournalEntry> read = new ArrayList<>();
        JournalReader.Ending ending = JournalReader.read(only(), read::add);

        // Then
        assertThat(ending).isEqualTo(new JournalReader.Ending.Whole(500, "0.1.0", Autoscaler.RULE_VERSION));
        assertThat(read.getFirst().learned()).isEqualTo(LearnedState.empty());
        assertThat(read.stream().map(JournalTest::withoutState)).isEqualTo(wild.written);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void everySegmentReplaysBitForBit(long seed) throws IOException {
        // Given
        WildDeployment one = new WildDeployment("lines/inspector", seed);
        WildDeployment other = new WildDeployment("lines/assistant", seed + 100);
        try (JournalWriter journal = new JournalWriter(directory, 40_000, 100 * MIB, "0.1.0")) {
            for (int i = 0; i < 40; i++) {
                one.run(journal, 13);
                other.run(journal, 7);
            }
        }

        // When, then
        List<Path> segments = JournalFiles.in(directory);
        assertThat(segments).hasSizeBetween(3, 40);
        int decided = 0;
        for (Path segment : segments) {
            JournalReplay.Report report = JournalReplay.replay(segment);
            assertThat(report.first()).isNull();
            assertThat(report.equal()).isEqualTo(report.decided());
            assertThat(report.ending()).isInstanceOf(JournalReader.Ending.Whole.class);
            decided += report.decided();
        }
        assertThat(decided).isEqualTo(40 * 20);
    }

    @Test
    void aReplayNamesTheFirstDecisionThatDiffers() throws IOException {
        // Given
        WildDeployment wild = new WildDeployment("lines/inspector", 5);
        Decision decision;
        try (JournalWriter journal = new JournalWriter(directory, 64 * MIB, 128 * MIB, "0.1.0")) {
            Observation observation = wild.observe();
            decision = wild.autoscaler.decide(observation, wild.policy(1), wild.learned, wild.now);
            Decision forged = new Decision(
                    decision.at(),
                    decision.from(),
                    decision.desired() + 1,
                    decision.recommended(),
                    decision.reason(),
                    decision.message(),
                    decision.needs(),
                    decision.capacity(),
                    decision.signals(),
                    decision.next());
            journal.append(wild.name, observation, wild.policy(1), wild.learned, forged);
        }

        // When
        JournalReplay.Report report = JournalReplay.replay(only());

        // Then
        assertThat(report.equal()).isZero();
        assertThat(report.first()).isNotNull();
        assertThat(Objects.requireNonNull(report.first()).again().desired()).isEqualTo(decision.desired());
    }

    @Test
    void aTornSegmentGivesEveryWholeLineAndSaysWhereItIsTorn() throws IOException {
        // Given
        WildDeployment wild = new WildDeployment("lines/inspector", 7);
        try (JournalWriter journal = new JournalWriter(directory, 64 * MIB, 128 * MIB, "0.1.0")) {
            wild.run(journal, 300);
        }
        byte[] whole = Files.readAllBytes(only());

        for (int cut : new int[] {whole.length - 1, whole.length / 2, whole.length / 3, 400, 12, 0}) {
            // When
            Path torn = Files.write(directory.resolve("torn.gz"), Arrays.copyOf(whole, cut));
            List<JournalEntry> read = new ArrayList<>();
            JournalReader.Ending ending = JournalReader.read(torn, read::add);

            // Then
            assertThat(ending).isInstanceOfSatisfying(JournalReader.Ending.Torn.class, torn2 -> {
                assertThat(torn2.entries()).isEqualTo(read.size());
                assertThat(torn2.line()).isPositive();
            });
            assertThat(read.stream().map(JournalTest::withoutState).toList())
                    .isEqualTo(wild.written.subList(0, read.size()));
        }
    }

    @Test
    void whatWasFlushedSurvivesACrash() throws IOException {
        // Given
        WildDeployment wild = new WildDeployment("lines/inspector", 8);
        JournalWriter journal = new JournalWriter(directory, 64 * MIB, 128 * MIB, "0.1.0");
        wild.run(journal, 100);
        journal.flush();

        // When
        byte[] asAfterACrash = Files.readAllBytes(only());
        Path copy = Files.write(directory.resolve("copy.gz"), asAfterACrash);
        List<JournalEntry> read = new ArrayList<>();
        JournalReader.Ending ending = JournalReader.read(copy, read::add);
        journal.close();

        // Then
        assertThat(read).hasSize(100);
        assertThat(ending).isInstanceOf(JournalReader.Ending.Torn.class);
    }

    @Test
    void theTotalIsBoundedAndTheOldestGo() throws IOException {
        // Given
        WildDeployment wild = new WildDeployment("lines/inspector", 9);

        // When
        try (JournalWriter journal = new JournalWriter(directory, 20_000, 100_000, "0.1.0")) {
            wild.run(journal, 2000);
        }

        // Then
        List<Path> segments = JournalFiles.in(directory);
        long total = 0;
        for (Path segment : segments) {
            total += Files.size(segment);
        }
        assertThat(total).isLessThan(120_000);
        assertThat(segments.getFirst().getFileName())
                .hasToString("journal-%010d.jsonl.gz"
                        .formatted(JournalFiles.number(segments.getLast()) - segments.size() + 1));
        assertThat(JournalFiles.number(segments.getFirst())).isPositive();
    }

    @Test
    void aNewWriterStartsANewSegment() throws IOException {
        // Given
        for (int i = 0; i < 2; i++) {
            try (JournalWriter journal = new JournalWriter(directory, 64 * MIB, 128 * MIB, "0.1.0")) {
                new WildDeployment("lines/inspector", i).run(journal, 5);
            }
        }

        // Then
        assertThat(JournalFiles.in(directory))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("journal-0000000000.jsonl.gz", "journal-0000000001.jsonl.gz");
    }

    @Test
    void theHeaderNamesSchemaColumnsAndVersions() throws IOException {
        // Given
        try (JournalWriter journal = new JournalWriter(directory, 64 * MIB, 128 * MIB, "0.1.0")) {
            new WildDeployment("lines/inspector", 3).run(journal, 1);
        }

        // When
        String header = text(only()).lines().findFirst().orElseThrow();

        // Then
        assertThat(header)
                .startsWith(
                        "{\"schema\":\"bailiwick-journal\",\"version\":1,\"code\":\"0.1.0\",\"rule\":2,\"learnedState\":2,\"columns\":{")
                .contains("\"iterationTokensSum\"", "\"timeToFirstTokenSum\"", "\"startedAt\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}\n",
                "not json\n",
                "{\"schema\":\"bailiwick-journal\",\"version\":99}\n",
                "{\"schema\":\"bailiwick-journal\",\"version\":1}\n[\"tick\",0,1,\"r\",1,[],[]]\n",
                "{\"schema\":\"bailiwick-journal\",\"version\":1}\n[\"dance\",0]\n",
                "{\"schema\":\"bailiwick-journal\",\"version\":1}\n{}\n",
            })
    void aFileThatIsNoJournalIsSaidToBeUnreadable(String content) throws IOException {
        // Given
        Path file = directory.resolve("file.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }

        // When
        JournalReader.Ending ending = JournalReader.read(file, entry -> {});

        // Then
        assertThat(ending)
                .isInstanceOfSatisfying(
                        JournalReader.Ending.Unreadable.class,
                        unreadable -> assertThat(unreadable.message())
                                .startsWith("line " + content.lines().count() + ": "));
    }

    @Test
    void aFileThatIsNotCompressedIsSaidToBeUnreadable() throws IOException {
        // When
        Path file = Files.writeString(directory.resolve("file.gz"), "plain text, not gzip");

        // Then
        assertThat(JournalReader.read(file, entry -> {}))
                .isEqualTo(new JournalReader.Ending.Unreadable(0, "line 1: this is not compressed as a journal is"));
    }

    @Test
    void refusesABoundThatHoldsNoTwoSegments() {
        assertThatThrownBy(() -> new JournalWriter(directory, 100, 199, "0.1.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a total of 199 bytes does not hold two segments of 100");
    }

    private Path only() throws IOException {
        assertThat(JournalFiles.in(directory)).hasSize(1);
        return JournalFiles.in(directory).getFirst();
    }

    private static JournalEntry withoutState(JournalEntry entry) {
        return new JournalEntry(entry.deployment(), entry.observation(), entry.policy(), null, entry.decided());
    }

    private static String text(Path segment) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(segment))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
