package dev.bailiwick.cli.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bailiwick.api.v1alpha1.ScalingSpec;
import dev.bailiwick.lab.replay.Nearest;
import dev.bailiwick.workload.Durations;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Refuses what the API server would refuse of a scaling block: its fields and bounds are read from the API's classes. */
final class ScalingBlock {
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final List<String> DURATIONS = List.of("scaleDownDelay", "timeToFirstToken", "timePerOutputToken");

    private ScalingBlock() {}

    /** What is wrong with it: field, value and remedy; empty when nothing is. */
    static Optional<String> fault(JsonNode block) {
        return object("scaling", block, ScalingSpec.class).or(() -> rules(block));
    }

    private static Optional<String> object(String path, JsonNode node, Class<?> type) {
        if (!node.isObject()) {
            return Optional.of("%s is no block; write its fields below it".formatted(path));
        }
        List<String> names = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!names.contains(field.getKey())) {
                return Optional.of(
                        "%s.%s is no field; %s".formatted(path, field.getKey(), Nearest.hint(field.getKey(), names)));
            }
        }
        for (RecordComponent component : type.getRecordComponents()) {
            String name = path + "." + component.getName();
            JsonNode value = node.path(component.getName());
            Optional<String> fault = value.isMissingNode() || value.isNull()
                    ? absent(name, type, component)
                    : value(name, value, type, component);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> absent(String name, Class<?> type, RecordComponent component) {
        return annotation(type, component, Required.class).isPresent()
                ? Optional.of("%s is missing; it has no default".formatted(name))
                : Optional.empty();
    }

    private static Optional<String> value(String name, JsonNode value, Class<?> type, RecordComponent component) {
        Class<?> wanted = component.getType();
        if (wanted.isRecord()) {
            return object(name, value, wanted);
        }
        if (wanted.isEnum()) {
            List<String> words = Arrays.stream(wanted.getEnumConstants())
                    .map(Object::toString)
                    .toList();
            return words.contains(value.asText())
                    ? Optional.empty()
                    : Optional.of("%s %s is not known; %s"
                            .formatted(name, value.asText(), Nearest.hint(value.asText(), words)));
        }
        return wanted == Integer.class
                ? number(name, value, type, component)
                : DURATIONS.contains(component.getName()) ? duration(name, value) : Optional.empty();
    }

    private static Optional<String> number(String name, JsonNode value, Class<?> type, RecordComponent component) {
        long least = annotation(type, component, Min.class)
                .map(min -> (long) min.value())
                .orElse(0L);
        long most = annotation(type, component, Max.class)
                .map(max -> (long) max.value())
                .orElse((long) Integer.MAX_VALUE);
        return value.isIntegralNumber() && value.asLong() >= least && value.asLong() <= most
                ? Optional.empty()
                : Optional.of("%s %s is no whole number from %d to %d".formatted(name, value, least, most));
    }

    private static Optional<String> duration(String name, JsonNode value) {
        try {
            Duration duration = Durations.parse(value.asText());
            return duration.isPositive() && duration.compareTo(LONGEST) <= 0
                    ? Optional.empty()
                    : Optional.of("%s %s is not above 0s and up to 720h".formatted(name, value));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.of("%s %s is no duration; write it like 5m, 90s or 100ms".formatted(name, value));
        }
    }

    /** The rules that span fields, in the words of the API server. */
    private static Optional<String> rules(JsonNode block) {
        if (block.path("minReplicas").asInt(1) > block.path("maxReplicas").asInt()) {
            return Optional.of("scaling.minReplicas is above scaling.maxReplicas: lower the one or raise the other");
        }
        JsonNode targets = block.path("targets");
        JsonNode objectives = block.path("objectives");
        boolean sized = targets.hasNonNull("queuedRequestsPerReplica")
                || targets.hasNonNull("tokensPerSecondPerReplica")
                || objectives.hasNonNull("timeToFirstToken")
                || objectives.hasNonNull("timePerOutputToken");
        return block.path("mode").asText().equals("Auto") && !sized
                ? Optional.of("scaling.mode Auto has nothing to size by: set a field of scaling.targets or"
                        + " scaling.objectives")
                : Optional.empty();
    }

    /** An annotation of a component, which the compiler puts on its field. */
    private static <A extends java.lang.annotation.Annotation> Optional<A> annotation(
            Class<?> type, RecordComponent component, Class<A> wanted) {
        try {
            return Optional.ofNullable(
                    type.getDeclaredField(component.getName()).getAnnotation(wanted));
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("a record has a field for each component", e);
        }
    }
}
