package dev.bailiwick.cli.diagnose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.bailiwick.cli.Complaint;
import dev.bailiwick.cli.Fault;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Reads parts from a cluster into a support case; a part that is refused or out of reach is noted and costs no other. */
final class Collection {
    /** Time after which no further part is begun; one part takes 20 s at most. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build();

    private final KubernetesClient client;
    private final SupportCase into;
    private final InstantSource clock;
    private final Instant end;

    Collection(KubernetesClient client, SupportCase into, InstantSource clock) {
        this.client = client;
        this.into = into;
        this.clock = clock;
        this.end = clock.instant().plus(LIMIT);
    }

    /** Takes a text, made clean by its reader. */
    void text(String path, Supplier<String> reader) {
        if (clock.instant().isAfter(end)) {
            into.missing(path, "no time was left after " + LIMIT.toSeconds() + " s");
            return;
        }
        try {
            into.add(path, reader.get());
        } catch (KubernetesClientException e) {
            into.missing(path, Complaint.of(e));
        } catch (Fault e) {
            into.missing(path, String.valueOf(e.getMessage()));
        }
    }

    /** Takes the answer of a path of the API server, as text. */
    void page(String path, String uri, UnaryOperator<String> clean) {
        text(path, () -> clean.apply(raw(uri)));
    }

    /** Takes an object or the items of a list, redacted. */
    void objects(String path, String uri) {
        objects(path, uri, item -> true);
    }

    /** Takes those items of a list that are meant, redacted. */
    void objects(String path, String uri, Predicate<JsonNode> meant) {
        text(path, () -> yaml(Redaction.of(items(json(uri), meant))));
    }

    /** Takes what is made of an object or a list. */
    void facts(String path, String uri, java.util.function.Function<JsonNode, JsonNode> facts) {
        text(path, () -> yaml(facts.apply(json(uri))));
    }

    /** An answer of the API server as JSON. */
    JsonNode json(String uri) {
        try {
            return JSON.readTree(raw(uri));
        } catch (JsonProcessingException e) {
            throw Fault.failed(uri + " answers no JSON", e);
        }
    }

    private String raw(String uri) {
        var answer = client.raw(uri);
        if (answer == null) {
            throw Fault.failed("the API server has nothing at " + uri);
        }
        return answer;
    }

    private static JsonNode items(JsonNode answer, Predicate<JsonNode> meant) {
        if (!(answer.get("items") instanceof ArrayNode items)) {
            return answer;
        }
        var kept = JSON.createArrayNode();
        items.forEach(item -> {
            if (meant.test(item)) {
                kept.add(item);
            }
        });
        return kept;
    }

    private static String yaml(JsonNode node) {
        try {
            return YAML.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an object that cannot be written", e);
        }
    }
}
