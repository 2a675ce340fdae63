package dev.bailiwick.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {
    private static final Path SOURCE = Path.of("src/main/java/dev/bailiwick/operator/OperatorConfig.java");
    private static final Path PAGE = Path.of("..", "docs", "reference", "configuration.md");
    private static final Pattern DOCUMENTED =
            Pattern.compile("/\\*\\* ([^*]+?) \\*/\\s+(?:@WithDefault\\(\"[^\"]*\"\\)\\s+)?[\\w<>]+ (\\w+)\\(\\);");

    @Test
    void thePageListsEverySetting() throws IOException {
        // Given
        var sentences = new TreeMap<String, String>();
        var matcher = DOCUMENTED.matcher(Files.readString(SOURCE));
        while (matcher.find()) {
            sentences.merge(matcher.group(2), matcher.group(1).replaceAll("\\s+", " "), (a, b) -> a);
        }
        var page = new StringBuilder("""
                # Configuration of the operator

                Each setting is a property, or the environment variable beside it. The chart sets them from its values.
                Generated from the code; a test keeps it so.

                | property | variable | default | meaning |
                |---|---|---|---|
                """);

        // When
        list("bailiwick", OperatorConfig.class, sentences, page);

        // Then
        if (Boolean.getBoolean("reference.update")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("docs/reference/configuration.md says what the code says; -Dreference.update=true writes it anew")
                .exists()
                .hasContent(page.toString());
    }

    private static void list(String prefix, Class<?> group, Map<String, String> sentences, StringBuilder page) {
        Arrays.stream(group.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .sorted(Comparator.comparing(Method::getName))
                .forEach(method -> {
                    var name = prefix + "."
                            + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
                    if (method.getReturnType().isInterface()) {
                        list(name, method.getReturnType(), sentences, page);
                        return;
                    }
                    assertThat(sentences).as("a sentence for %s", name).containsKey(method.getName());
                    var standard = method.getAnnotation(WithDefault.class);
                    page.append("| `%s` | `%s` | %s | %s |\n"
                            .formatted(
                                    name,
                                    name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
                                    standard == null ? "absent" : "`" + standard.value() + "`",
                                    sentences.get(method.getName())));
                });
    }
}
