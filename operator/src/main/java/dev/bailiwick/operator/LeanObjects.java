package dev.bailiwick.operator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Reads pods and nodes without who wrote which of their fields, nodes without the images that they hold, and of a pod's spec no more
 * than where it is and what its containers ask for. Nobody here asks for the rest, which is most of what a pod takes in the caches.
 */
@Singleton
final class LeanObjects implements KubernetesClientObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.addMixIn(Pod.class, ReadLean.OfPod.class).addMixIn(Node.class, ReadLean.OfNode.class);
    }

    /** What Jackson does with an object that it has read. */
    private static final class ReadLean {
        @JsonDeserialize(converter = LeanPod.class)
        private interface OfPod {}

        @JsonDeserialize(converter = LeanNode.class)
        private interface OfNode {}
    }

    private static final class LeanPod extends StdConverter<Pod, Pod> {
        @Override
        public Pod convert(Pod pod) {
            if (pod.getMetadata() != null) {
                pod.getMetadata().setManagedFields(List.of());
            }
            if (pod.getSpec() != null) {
                pod.setSpec(lean(pod.getSpec()));
            }
            return pod;
        }

        private static PodSpec lean(PodSpec spec) {
            var lean = new PodSpec();
            lean.setNodeName(spec.getNodeName());
            // A watch's bookmark is a pod without a name, and its containers are null.
            if (spec.getContainers() != null) {
                lean.setContainers(
                        spec.getContainers().stream().map(LeanPod::lean).toList());
            }
            return lean;
        }

        private static Container lean(Container container) {
            var lean = new Container();
            lean.setName(container.getName());
            lean.setResources(container.getResources());
            return lean;
        }
    }

    private static final class LeanNode extends StdConverter<Node, Node> {
        @Override
        public Node convert(Node node) {
            if (node.getMetadata() != null) {
                node.getMetadata().setManagedFields(List.of());
            }
            if (node.getStatus() != null) {
                node.getStatus().setImages(List.of());
            }
            return node;
        }
    }
}
