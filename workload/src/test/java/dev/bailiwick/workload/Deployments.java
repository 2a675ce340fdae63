package dev.bailiwick.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.bailiwick.api.v1alpha1.ModelDeployment;

/** ModelDeployments for tests, written as their users write them. */
public final class Deployments {
    private static final YAMLMapper YAML = new YAMLMapper();

    private static final String BASE = """
            apiVersion: bailiwick.dev/v1alpha1
            kind: ModelDeployment
            metadata:
              name: assistant
              namespace: plant
              uid: 00000000-0000-4000-8000-000000000001
              generation: 4
            spec:
              model:
                image: registry.example/models/mistral-small@sha256:%s
              engine: {type: vLLM, image: "registry.example/engines/vllm-openai:v0.18.0"}
              accelerator: {count: 1, select: {products: [H100-80GB-HBM3]}}
            """.formatted("3b1f".repeat(16));

    private Deployments() {}

    public static ModelDeployment read(String yaml) {
        return parse(tree(yaml));
    }

    /** A vLLM deployment on one H100, with fragments of YAML laid over it; a null takes a field away. */
    public static ModelDeployment with(String... fragments) {
        return parse(merged(tree(BASE), fragments));
    }

    /** A deployment with fragments of YAML laid over it. */
    public static ModelDeployment changed(ModelDeployment deployment, String... fragments) {
        return parse(merged(YAML.valueToTree(deployment), fragments));
    }

    private static JsonNode merged(JsonNode base, String... fragments) {
        for (var fragment : fragments) {
            lay((ObjectNode) base, tree(fragment));
        }
        return base;
    }

    /** Lays one tree over another: objects field by field, everything else as a whole. */
    private static void lay(ObjectNode base, JsonNode over) {
        over.properties().forEach(field -> {
            if (field.getValue().isObject() && base.get(field.getKey()) instanceof ObjectNode below) {
                lay(below, field.getValue());
            } else {
                base.set(field.getKey(), field.getValue());
            }
        });
    }

    private static JsonNode tree(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ModelDeployment parse(JsonNode tree) {
        try {
            return YAML.treeToValue(tree, ModelDeployment.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
