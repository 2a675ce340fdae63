package dev.bailiwick.cli.diagnose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;

/** Of a node what placement looks at, and its versions: no addresses, no annotations, no images. */
final class NodeFacts {
    private static final Pattern LABEL = Pattern.compile(
            "([a-z0-9-]+[.])*(nvidia[.]com|amd[.]com|habana[.]ai|intel[.]com|kubernetes[.]io|k8s[.]io)/.*");
    private static final List<String> STATUS = List.of("allocatable", "capacity");
    private static final List<String> VERSIONS =
            List.of("kubeletVersion", "containerRuntimeVersion", "kernelVersion", "osImage", "architecture");

    private NodeFacts() {}

    /** The facts of each node of a list. */
    static JsonNode of(JsonNode list) {
        var facts = JsonNodeFactory.instance.arrayNode();
        list.path("items").forEach(node -> facts.add(node(node)));
        return facts;
    }

    private static ObjectNode node(JsonNode node) {
        var fact = JsonNodeFactory.instance.objectNode();
        fact.set("name", node.path("metadata").path("name"));
        var labels = fact.putObject("labels");
        node.path("metadata").path("labels").properties().stream()
                .filter(label -> LABEL.matcher(label.getKey()).matches())
                .forEach(label -> labels.set(label.getKey(), label.getValue()));
        fact.set("unschedulable", node.path("spec").path("unschedulable"));
        fact.set("taints", node.path("spec").path("taints"));
        STATUS.forEach(field -> fact.set(field, node.path("status").path(field)));
        var conditions = fact.putArray("conditions");
        node.path("status")
                .path("conditions")
                .forEach(condition -> conditions
                        .addObject()
                        .put("type", condition.path("type").asText())
                        .put("status", condition.path("status").asText())
                        .put("reason", condition.path("reason").asText()));
        var versions = fact.putObject("versions");
        VERSIONS.forEach(field ->
                versions.set(field, node.path("status").path("nodeInfo").path(field)));
        fact.properties().removeIf(entry -> entry.getValue().isMissingNode());
        versions.properties().removeIf(entry -> entry.getValue().isMissingNode());
        return fact;
    }
}
