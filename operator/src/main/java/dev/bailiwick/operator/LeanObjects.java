package dev.bailiwick.operator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads pods and nodes without who wrote which of their fields, nodes without the images that they hold, and of a pod's spec no more
 * than where it is and what its containers ask for. Nobody here asks for the rest, which is most of what a pod takes to read and to keep.
 */
@Singleton
final class LeanObjects implements KubernetesClientObjectMapperCustomizer {
    private static final String WRITERS = "managedFields";

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.addMixIn(Pod.class, ReadLean.OfPod.class).addMixIn(Node.class, ReadLean.OfNode.class);
    }

    /** What Jackson skips while it reads. */
    static final class ReadLean {
        private ReadLean() {}

        interface OfPod {
            @JsonIgnoreProperties(value = WRITERS, allowGetters = true)
            ObjectMeta getMetadata();

            @JsonDeserialize(converter = LeanSpec.class)
            PodSpec getSpec();
        }

        interface OfNode {
            @JsonIgnoreProperties(value = WRITERS, allowGetters = true)
            ObjectMeta getMetadata();

            @JsonIgnoreProperties(value = "images", allowGetters = true)
            NodeStatus getStatus();
        }
    }

    /** @param containers null in a watch's bookmark, which is a pod without a name */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Placed(
            @Nullable String nodeName, @Nullable List<Asking> containers) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Asking(String name, @Nullable ResourceRequirements resources) {}

    private static final class LeanSpec extends StdConverter<Placed, PodSpec> {
        @Override
        public PodSpec convert(Placed placed) {
            var spec = new PodSpec();
            spec.setNodeName(placed.nodeName());
            if (placed.containers() != null) {
                spec.setContainers(
                        placed.containers().stream().map(LeanSpec::container).toList());
            }
            return spec;
        }

        private static Container container(Asking asking) {
            var container = new Container();
            container.setName(asking.name());
            container.setResources(asking.resources());
            return container;
        }
    }
}
