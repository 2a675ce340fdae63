package dev.bailiwick.autoscaler.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.bailiwick.autoscaler.Capacity;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.Need;
import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.Reason;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.autoscaler.Signals;
import dev.bailiwick.autoscaler.journal.JournalEntry.Decided;
import dev.bailiwick.metrics.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the lines of one segment. */
final class LineDecoder {

    private final Map<Integer, Deployment> deployments = new HashMap<>();
    private final Map<Integer, Pod> pods = new HashMap<>();

    /** What the segment has said of a deployment so far. */
    private static final class Deployment {
        String name = "";

        @Nullable
        LearnedState learned;

        @Nullable
        Policy policy;

        String message = "";
    }

    /** What the segment has said of a pod so far. */
    private static final class Pod {
        final JsonNode line;
        final Columns.@Nullable Shape shape;

        @Nullable
        Double[] row;

        Pod(JsonNode line, Columns.@Nullable Shape shape) {
            this.line = line;
            this.shape = shape;
            this.row = new Double[shape == null ? 0 : shape.width()];
        }
    }

    /** Takes in a line; gives an entry when it is a tick. */
    @Nullable
    JournalEntry line(JsonNode line) throws JsonProcessingException {
        int number = line.required(1).asInt();
        switch (line.required(0).asText()) {
            case Schema.STATE -> {
                Deployment deployment = deployments.computeIfAbsent(number, key -> new Deployment());
                deployment.name = line.required(2).asText();
                deployment.learned = Schema.JSON.treeToValue(line.required(3), LearnedState.class);
                deployment.message = "";
            }
            case Schema.POLICY -> deployments.computeIfAbsent(number, key -> new Deployment()).policy = policy(line);
            case Schema.POD -> pods.put(number, new Pod(line, shape(line)));
            case Schema.TICK -> {
                return tick(line, known(deployments.get(number), "deployment"));
            }
            default -> throw new IllegalArgumentException("a line of unknown kind " + line.required(0));
        }
        return null;
    }

    private JournalEntry tick(JsonNode line, Deployment deployment) {
        long at = line.required(2).asLong();
        List<PodReading> readings = new ArrayList<>();
        for (JsonNode row : line.required(5)) {
            readings.add(reading(row, at));
        }
        Observation observation = new Observation(
                Instant.ofEpochMilli(at),
                line.required(3).asText(),
                line.required(4).asInt(),
                readings);
        JournalEntry entry = new JournalEntry(
                deployment.name,
                observation,
                known(deployment.policy, "policy"),
                deployment.learned,
                decided(line.required(6), at, deployment));
        deployment.learned = null;
        return entry;
    }

    private PodReading reading(JsonNode row, long at) {
        Pod pod = known(pods.get(row.required(0).asInt()), "pod");
        JsonNode line = pod.line;
        return new PodReading(
                line.required(2).asText(),
                line.required(3).asText(),
                PodReading.State.valueOf(line.required(4).asText()),
                Instant.ofEpochMilli(line.required(5).asLong()),
                time(line.required(6)),
                time(line.required(7)),
                scrape(pod, row, at));
    }

    private static Scrape scrape(Pod pod, JsonNode row, long at) {
        if (row.required(1).isTextual()) {
            return new Scrape.Failed(
                    Scrape.Kind.valueOf(row.required(1).asText()),
                    row.required(2).asText());
        }
        @Nullable Double[] columns = new Double[pod.row.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Deltas.read(row.required(i + 2), pod.row[i]);
        }
        pod.row = columns;
        return new Scrape.Scraped(
                Columns.sample(known(pod.shape, "shape"), columns),
                Instant.ofEpochMilli(at + row.required(1).asLong()));
    }

    private static Columns.@Nullable Shape shape(JsonNode line) {
        if (line.required(8).isNull()) {
            return null;
        }
        SortedMap<String, String> configuration = new TreeMap<>();
        line.required(11)
                .properties()
                .forEach(label ->
                        configuration.put(label.getKey(), label.getValue().asText()));
        List<Double> edges = null;
        if (!line.required(10).isNull()) {
            edges = new ArrayList<>();
            for (JsonNode edge : line.required(10)) {
                edges.add(edge.asDouble());
            }
        }
        return new Columns.Shape(texts(line.required(8)), texts(line.required(9)), edges, new Labels(configuration));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static Policy policy(JsonNode line) {
        JsonNode objectives = line.required(7);
        return new Policy(
                Policy.Mode.valueOf(line.required(2).asText()),
                line.required(3).asInt(),
                line.required(4).asInt(),
                integer(line.required(5)),
                integer(line.required(6)),
                objectives.isNull()
                        ? null
                        : new Policy.Objectives(
                                duration(objectives.required(0)),
                                duration(objectives.required(1)),
                                objectives.required(2).asInt()),
                Duration.parse(line.required(8).asText()),
                integer(line.required(9)));
    }

    private static Decided decided(JsonNode decision, long at, Deployment deployment) {
        if (!decision.required(5).isNull()) {
            deployment.message = decision.required(5).asText();
        }
        List<Need> needs = new ArrayList<>();
        for (JsonNode need : decision.required(6)) {
            needs.add(new Need(
                    Need.Term.valueOf(need.required(0).asText()),
                    need.required(1).asInt(),
                    need.required(2).asInt()));
        }
        JsonNode capacity = decision.required(7);
        JsonNode signals = decision.required(8);
        return new Decided(
                Instant.ofEpochMilli(at + decision.required(0).asLong()),
                decision.required(1).asInt(),
                decision.required(2).asInt(),
                decision.required(3).asInt(),
                Reason.valueOf(decision.required(4).asText()),
                deployment.message,
                needs,
                new Capacity(
                        capacity.required(0).asDouble(),
                        number(capacity.required(1)),
                        number(capacity.required(2)),
                        number(capacity.required(3)),
                        number(capacity.required(4))),
                new Signals(
                        number(signals.required(0)),
                        number(signals.required(1)),
                        number(signals.required(2)),
                        number(signals.required(3)),
                        number(signals.required(4))));
    }

    private static <T> T known(@Nullable T value, String what) {
        if (value == null) {
            throw new IllegalArgumentException("a line refers to a " + what + " that no line before it describes");
        }
        return value;
    }

    private static OptionalDouble number(JsonNode node) {
        return node.isNull() ? OptionalDouble.empty() : OptionalDouble.of(node.asDouble());
    }

    private static @Nullable Integer integer(JsonNode node) {
        return node.isNull() ? null : (Integer) node.asInt();
    }

    private static @Nullable Duration duration(JsonNode node) {
        return node.isNull() ? null : Duration.parse(node.asText());
    }

    private static @Nullable Instant time(JsonNode node) {
        return node.isNull() ? null : Instant.ofEpochMilli(node.asLong());
    }
}
