package dev.bailiwick.workload.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares a page below {@code docs/reference} with what the code says; {@code -Dreference.update=true} writes it. */
public final class ReferencePage {
    private ReferencePage() {}

    public static void assertUpToDate(String name, String text) {
        var file = Path.of("..", "docs", "reference", name);
        try {
            if (Boolean.getBoolean("reference.update")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            }
            assertThat(file)
                    .as("docs/reference/%s says what the code says; -Dreference.update=true writes it anew", name)
                    .exists()
                    .hasContent(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
