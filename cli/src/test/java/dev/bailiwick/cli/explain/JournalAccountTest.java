package dev.bailiwick.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.cli.Paper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Moments of a journal, explained: each directory below {@code explain/journal} is one. */
class JournalAccountTest {

    @TempDir
    private Path journal;

    static Stream<Path> stories() throws IOException {
        return Golden.directories("journal");
    }

    @ParameterizedTest
    @MethodSource("stories")
    void explains(Path directory) throws IOException {
        // Given
        var story = JournalStory.read(directory.resolve("story.yaml"));
        story.write(journal);

        // When
        var account = JournalDirectory.account(journal, JournalStory.DEPLOYMENT, Optional.of(story.asked()));

        // Then
        Golden.holds(directory.resolve("out.txt"), AccountText.write(account, Paper.plain(), ZoneOffset.UTC));
        Golden.holds(directory.resolve("out.json"), AccountJson.pretty(account) + "\n");
        assertThat(AccountJson.read(AccountJson.line(account))).contains(account);
    }
}
