package dev.bailiwick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.bailiwick.cli.explain.Account;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class CommandReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "cli.md");

    @Test
    void thePageHoldsTheUsageOfEveryCommandAndTheSchema() throws IOException {
        // Given
        var page = new StringBuilder("""
                # The command bailiwick

                In a checkout `./bailiwick`; as a plugin of kubectl, where it is named `kubectl-bailiwick`, `kubectl bailiwick`.
                Generated from the code; a test keeps it so.

                Exit status: 0 good, 1 a finding, 2 wrong usage or a fault; the last two with one line on standard error.
                """);
        var main = Main.commandLine("bailiwick");

        // When
        main.getSubcommands().forEach((name, command) -> {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                usage(name, command, page);
            }
        });
        page.append("""

                ## The JSON of explain

                One document, or with `--watch` one per line. Components may be added within a schema; none is removed or
                changes its meaning. What is absent is unknown, never zero.

                | component | type | meaning |
                |---|---|---|
                """);
        list("", Account.class, page);

        // Then
        if (Boolean.getBoolean("reference.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("docs/reference/cli.md says what the code says; -Dreference.update=true writes it anew")
                .exists()
                .hasContent(page.toString());
    }

    private static void usage(String name, CommandLine command, StringBuilder page) {
        page.append("\n## %s\n\n```\n%s```\n".formatted(name, command.getUsageMessage(Ansi.OFF)));
    }

    private static void list(String prefix, Class<?> type, StringBuilder page) {
        for (var component : type.getRecordComponents()) {
            var name = prefix + component.getName();
            var element = element(component);
            page.append("| `%s` | %s | %s |\n".formatted(name, words(component), description(component)));
            if (element.isRecord()) {
                list(name + (element == component.getType() ? "." : "[]."), element, page);
            }
        }
    }

    private static String description(RecordComponent component) {
        return Optional.ofNullable(component.getAccessor().getAnnotation(JsonPropertyDescription.class))
                .orElseThrow(() -> new AssertionError(component + " has no description"))
                .value();
    }

    private static Class<?> element(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType list
                ? (Class<?>) list.getActualTypeArguments()[0]
                : component.getType();
    }

    private static String words(RecordComponent component) {
        var element = element(component);
        var word = switch (element.getSimpleName()) {
            case "Integer", "int" -> "integer";
            case "Double" -> "number";
            case "boolean" -> "boolean";
            case "Instant" -> "time";
            default -> element.isRecord() ? "object" : "string";
        };
        return element == component.getType() ? word : "list of " + word;
    }
}
