package dev.bailiwick.cli.diagnose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes out of an object what a support case must not hold: literal values of environment variables, credentials and
 * prompts in arguments, annotations of strangers, headers of probes, what a container said as it ended.
 */
final class Redaction {
    /** Annotations that are kept: their keys are Kubernetes', Helm's and ours. */
    private static final Pattern KNOWN_ANNOTATION =
            Pattern.compile("([a-z0-9-]+[.])*(kubernetes[.]io|k8s[.]io|helm[.]sh|bailiwick[.]dev)/.*");

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    /** Reasons of events whose note quotes what a container answered. */
    private static final Set<String> QUOTING =
            Set.of("Unhealthy", "ProbeWarning", "FailedPostStartHook", "FailedPreStopHook");

    private static final Set<String> REPORTERS = Set.of(
            "bailiwick.dev/operator",
            "default-scheduler",
            "kubelet",
            "replicaset-controller",
            "deployment-controller",
            "attachdetach-controller");
    private static final TextNode LEFT_OUT = TextNode.valueOf(Scrub.LEFT_OUT);

    private Redaction() {}

    /** The object, or list of objects, without what must not be seen; the argument is not changed. */
    static JsonNode of(JsonNode object) {
        var copy = object.deepCopy();
        walk(copy);
        return copy;
    }

    private static void walk(JsonNode node) {
        if (node instanceof ObjectNode object) {
            metadata(object);
            if (object.has("reportingController") || object.has("involvedObject")) {
                event(object);
            }
            List.copyOf(object.properties()).forEach(field -> field(object, field.getKey(), field.getValue()));
        } else if (node instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                if (array.get(i).isTextual()) {
                    array.set(i, Scrub.sentence(array.get(i).asText()));
                } else {
                    walk(array.get(i));
                }
            }
        }
    }

    private static void metadata(ObjectNode object) {
        object.remove("managedFields");
        if (object.get("annotations") instanceof ObjectNode annotations) {
            annotations.remove(LAST_APPLIED);
            List.copyOf(annotations.properties()).stream()
                    .filter(entry -> !KNOWN_ANNOTATION.matcher(entry.getKey()).matches())
                    .forEach(entry -> annotations.set(entry.getKey(), LEFT_OUT));
        }
    }

    private static void event(ObjectNode event) {
        var note = event.has("note") ? "note" : "message";
        var text = event.path(note).asText();
        var reporter = event.path("reportingController")
                .asText(event.path("source").path("component").asText());
        if (!REPORTERS.contains(reporter)) {
            event.set(note, LEFT_OUT);
        } else if (QUOTING.contains(event.path("reason").asText()) && text.indexOf(':') >= 0) {
            event.put(note, text.substring(0, text.indexOf(':') + 1) + " " + Scrub.LEFT_OUT);
        }
    }

    private static void field(ObjectNode owner, String name, JsonNode value) {
        switch (name) {
            case "env" -> values(value, "value");
            case "httpHeaders" -> values(value, "value");
            case "args", "command" -> owner.set(name, arguments(value));
            case "terminated" -> said(value);
            default -> {
                if (value.isTextual()) {
                    owner.set(
                            name,
                            TextNode.valueOf(Scrub.secret(name) ? Scrub.LEFT_OUT : Scrub.sentence(value.asText())));
                } else {
                    walk(value);
                }
            }
        }
    }

    /** Literal values go, whatever they are named; references to where a value comes from stay. */
    private static void values(JsonNode list, String field) {
        for (var entry : list) {
            if (entry instanceof ObjectNode object && object.has(field)) {
                object.set(field, LEFT_OUT);
            }
            walk(entry);
        }
    }

    /** The last words of a container can be anything. */
    private static void said(JsonNode terminated) {
        if (terminated instanceof ObjectNode object && object.has("message")) {
            object.set("message", LEFT_OUT);
        }
        walk(terminated);
    }

    private static ArrayNode arguments(JsonNode list) {
        var kept = JsonNodeFactory.instance.arrayNode();
        var hide = false;
        for (var item : list) {
            var text = item.asText();
            var equals = text.indexOf('=');
            var flag = text.startsWith("-");
            var name = flag && equals > 0 ? text.substring(0, equals) : text;
            var guarded = flag && Scrub.guarded(name);
            if (hide && !text.startsWith("--")) {
                kept.add(LEFT_OUT);
            } else if (guarded && equals > 0) {
                kept.add(name + "=" + Scrub.LEFT_OUT);
            } else if (text.strip().contains(" ")) {
                kept.add(flag && equals > 0 ? name + "=" + Scrub.LEFT_OUT : Scrub.LEFT_OUT);
            } else {
                kept.add(Scrub.sentence(text));
            }
            hide = guarded && equals < 0;
        }
        return kept;
    }
}
