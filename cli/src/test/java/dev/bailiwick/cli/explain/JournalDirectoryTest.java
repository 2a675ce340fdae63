package dev.bailiwick.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.cli.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalDirectoryTest {

    private static final JournalStory.Rule RULE = new JournalStory.Rule(Policy.Mode.AUTO, 1, 4, 4, null, false, 120);

    @TempDir
    private Path journal;

    @BeforeEach
    void aMinuteOfCalmAndAQueue() throws IOException {
        new JournalStory(
                        RULE,
                        1,
                        List.of(new JournalStory.Phase(60, 8, 0, 400, 0), new JournalStory.Phase(10, 8, 10, 400, 0)),
                        0)
                .write(journal);
    }

    private Account at(String moment) throws IOException {
        return JournalDirectory.account(journal, JournalStory.DEPLOYMENT, Optional.of(Instant.parse(moment)));
    }

    @Test
    void findsTheTickAtOrBeforeTheMomentAndNotTheOneAfter() throws IOException {
        assertThat(at("2026-11-24T14:00:59Z").at()).isEqualTo("2026-11-24T14:00:58Z");
        assertThat(at("2026-11-24T14:01:00Z").at()).isEqualTo("2026-11-24T14:01:00Z");
    }

    @Test
    void namesTheChangeThatIsInForce() throws IOException {
        // When
        var account = at("2026-11-24T14:01:08Z");

        // Then
        assertThat(Objects.requireNonNull(account.inForce()).time()).isEqualTo("2026-11-24T14:01:00Z");
        assertThat(account.inForce().message()).startsWith("scaled 1 -> 2");
        assertThat(Objects.requireNonNull(account.decision()).message()).startsWith("holding 2");
    }

    @Test
    void withoutAMomentTheLastTickIsMeant() throws IOException {
        assertThat(JournalDirectory.account(journal, JournalStory.DEPLOYMENT, Optional.empty())
                        .at())
                .isEqualTo("2026-11-24T14:01:08Z");
    }

    @Test
    void aMomentOutsideIsAFindingThatSaysHowFarItReaches() {
        for (var moment : List.of("2026-11-24T13:59:59Z", "2026-11-24T15:00:00Z")) {
            assertThatExceptionOfType(Fault.class)
                    .isThrownBy(() -> at(moment))
                    .withMessage("--at %s lies outside the journal, which reaches from %s to %s"
                            .formatted(moment, "2026-11-24T14:00:00Z", "2026-11-24T14:01:08Z"))
                    .satisfies(fault -> assertThat(fault.exitCode()).isEqualTo(1));
        }
    }

    @Test
    void anUnknownDeploymentIsAFindingThatNamesItsNeighbours() {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> JournalDirectory.account(journal, "plant/assistent", Optional.empty()))
                .withMessageEndingWith("is it plant/assistant?");
    }

    @Test
    void whatIsNoJournalIsAFault() throws IOException {
        // Given
        var empty = Files.createDirectory(journal.resolve("empty"));

        // When, then
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> JournalDirectory.account(empty, JournalStory.DEPLOYMENT, Optional.empty()))
                .withMessageContaining("holds no segment of a journal");
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() ->
                        JournalDirectory.account(empty.resolve("none"), JournalStory.DEPLOYMENT, Optional.empty()))
                .withMessageContaining("is no directory")
                .satisfies(fault -> assertThat(fault.exitCode()).isEqualTo(2));
    }

    @Test
    void aTornSegmentIsReadAsFarAsItGoes() throws IOException {
        // Given
        var segment = journal.resolve("journal-0000000000.jsonl.gz");
        var bytes = Files.readAllBytes(segment);
        Files.write(segment, java.util.Arrays.copyOf(bytes, bytes.length - 40));

        // When, then
        assertThat(at("2026-11-24T14:00:20Z").at()).isEqualTo("2026-11-24T14:00:20Z");
    }
}
