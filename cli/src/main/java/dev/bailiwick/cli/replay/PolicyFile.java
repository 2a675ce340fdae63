package dev.bailiwick.cli.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.bailiwick.api.v1alpha1.EngineSpec;
import dev.bailiwick.api.v1alpha1.EngineType;
import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.api.v1alpha1.ModelDeploymentSpec;
import dev.bailiwick.api.v1alpha1.ScalingSpec;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.cli.Fault;
import dev.bailiwick.workload.scaling.ScalingPolicies;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A scaling block in a file, as a ModelDeployment has it below {@code spec}; a whole ModelDeployment will do too. It
 * becomes a policy on the operator's own way.
 */
record PolicyFile(Path file, ScalingSpec scaling) {
    private static final ObjectMapper YAML = YAMLMapper.builder().build();

    /** @throws Fault when the file is none, with the field at fault and the remedy */
    static PolicyFile read(Path file) {
        JsonNode root;
        try {
            root = YAML.readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw Fault.usage("--policy-file %s is not there; name a file with a scaling: block".formatted(file), e);
        } catch (JsonProcessingException e) {
            throw Fault.usage("--policy-file %s is not YAML: %s".formatted(file, firstLine(e.getOriginalMessage())), e);
        } catch (IOException e) {
            throw Fault.usage("--policy-file %s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
        JsonNode block = root.path("kind").asText().equals("ModelDeployment")
                ? root.path("spec").path("scaling")
                : root.path("scaling");
        if (!block.isObject()) {
            throw Fault.usage("--policy-file %s has no scaling: block; write one as below spec of a ModelDeployment"
                    .formatted(file));
        }
        ScalingBlock.fault(block).ifPresent(fault -> {
            throw Fault.usage("--policy-file %s: %s".formatted(file, fault));
        });
        return new PolicyFile(file, YAML.convertValue(block, ScalingSpec.class));
    }

    /**
     * The policy that the operator would make of it for the deployment that has {@code before}: the engine, and so what
     * its batch holds, stays as it is.
     */
    Policy instead(Policy before) {
        Integer batch = before.maxNumSeqs();
        ModelDeployment deployment = new ModelDeployment();
        deployment.setMetadata(new ObjectMetaBuilder().withName("replayed").build());
        EngineSpec engine = new EngineSpec(
                batch == null ? EngineType.Custom : EngineType.vLLM,
                "replayed",
                null,
                batch == null ? null : List.of("--max-num-seqs=" + batch),
                null);
        deployment.setSpec(new ModelDeploymentSpec(null, engine, null, null, scaling, null, null));
        return ScalingPolicies.of(deployment, 1);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
