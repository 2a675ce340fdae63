package dev.bailiwick.workload.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.autoscaler.Reason;
import dev.bailiwick.workload.status.ConditionReason;
import dev.bailiwick.workload.status.ConditionType;
import dev.bailiwick.workload.status.EventReason;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReasonsReferenceTest {

    @Test
    void thePageListsEveryReason() {
        ReferencePage.assertUpToDate("reasons.md", page());
    }

    @Test
    void everyReasonIsExplainedInASentence() {
        var sentences = Stream.of(
                        Arrays.stream(ConditionType.values()).map(ConditionType::meaning),
                        Arrays.stream(ConditionReason.values()).map(ConditionReason::meaning),
                        Arrays.stream(EventReason.values()).map(EventReason::meaning),
                        Arrays.stream(Reason.values()).map(Reason::documentation))
                .flatMap(stream -> stream)
                .toList();
        assertThat(sentences).allSatisfy(sentence -> assertThat(sentence).matches("[A-Z][^\\n]{10,}\\."));
    }

    private static String page() {
        var page = new StringBuilder("""
                # Conditions, reasons and events

                Generated from the code; a test keeps it so.

                ## Conditions

                | condition | True means |
                |---|---|
                """);
        for (var type : ConditionType.values()) {
            page.append("| %s | %s |\n".formatted(type, type.meaning()));
        }
        for (var type : ConditionType.values()) {
            page.append("\n### Reasons of %s\n\n| reason | status | meaning |\n|---|---|---|\n".formatted(type));
            Arrays.stream(ConditionReason.values())
                    .filter(reason -> reason.type() == type)
                    .forEach(reason ->
                            page.append("| %s | %s | %s |\n".formatted(reason, reason.status(), reason.meaning())));
        }
        page.append("""

                ## Decisions

                Reasons of the autoscaler, in `status.scaling` and, when the size changes, as the reason of an event.

                | reason | meaning |
                |---|---|
                """);
        for (var reason : Reason.values()) {
            page.append("| %s | %s |\n".formatted(reason, reason.documentation()));
        }
        page.append("\n## Events\n\n| reason | type | meaning |\n|---|---|---|\n");
        for (var reason : EventReason.values()) {
            page.append(
                    "| %s | %s | %s |\n".formatted(reason, reason.warning() ? "Warning" : "Normal", reason.meaning()));
        }
        return page.toString();
    }
}
