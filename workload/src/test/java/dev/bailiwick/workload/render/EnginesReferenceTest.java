package dev.bailiwick.workload.render;

import dev.bailiwick.api.v1alpha1.EngineType;
import dev.bailiwick.workload.reference.ReferencePage;
import dev.bailiwick.workload.scaling.ScalingPolicies;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EnginesReferenceTest {

    @Test
    void thePageSaysHowEachEngineIsStartedAndHowSureWeAre() {
        var settings = new EngineSettings(true, "NAME", 8000, 2, 32768, Duration.ofMinutes(10));
        var page = new StringBuilder("""
                # Engines

                How the operator starts each engine, shown for two accelerators and `maxContext: 32768`, and where it reads
                it. *Recorded*: seen on the engine itself. *Documented*: from its documentation or source, not tried here.
                Generated from the code; a test keeps it so.
                """);
        for (var type : EngineType.values()) {
            var profile = EngineProfile.of(type);
            page.append("\n## ").append(type).append("\n\n");
            page.append("- Command: ")
                    .append(code(profile.command(), "the image's own"))
                    .append('\n');
            page.append("- Arguments: ")
                    .append(code(profile.arguments(settings), "none"))
                    .append('\n');
            page.append("- Variables: ").append(variables(profile, settings)).append('\n');
            page.append("- Ready at: `")
                    .append(profile.healthPath())
                    .append("`; metrics at: `")
                    .append(ScalingPolicies.engine(type).metricsPath())
                    .append("`\n");
            page.append("- After SIGTERM: ")
                    .append(
                            profile.arguments(settings).stream()
                                            .anyMatch(argument -> argument.startsWith("--shutdown-timeout"))
                                    ? "finishes its requests for as long as the drain deadline"
                                    : "as the engine does by itself")
                    .append('\n');
            page.append("- How sure: ").append(profile.evidence()).append('\n');
        }
        ReferencePage.assertUpToDate("engines.md", page.toString());
    }

    private static String variables(EngineProfile profile, EngineSettings settings) {
        var all = profile.variables(settings).entrySet().stream()
                .map(entry -> "`" + entry.getKey() + "=" + entry.getValue() + "`")
                .sorted()
                .collect(Collectors.joining(" "));
        return all.isEmpty() ? "none of its own" : all;
    }

    private static String code(List<String> words, String otherwise) {
        return words.isEmpty() ? otherwise : "`" + String.join(" ", words) + "`";
    }
}
