package dev.bailiwick.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeanObjectsTest {
    private static final String FIELDS = """
            "managedFields": [{"manager": "kubelet", "operation": "Update", "fieldsType": "FieldsV1",
                               "fieldsV1": {"f:status": {"f:podIP": {}}}}]""";

    private static final String POD = """
            {"apiVersion": "v1", "kind": "Pod",
             "metadata": {"name": "chat-1", "labels": {"a": "b"}, %s},
             "spec": {"nodeName": "gpu-1", "volumes": [{"name": "model", "emptyDir": {}}],
                      "containers": [{"name": "engine", "image": "registry.example/engine:v1",
                                      "resources": {"limits": {"nvidia.com/gpu": "2"}}}]},
             "status": {"podIP": "10.0.0.1"}}""".formatted(FIELDS);

    private KubernetesSerialization serialization = new KubernetesSerialization();

    @BeforeEach
    void asTheOperatorReads() {
        var mapper = new ObjectMapper();
        new LeanObjects().customize(mapper);
        serialization = new KubernetesSerialization(mapper, true);
    }

    @Test
    void aPodIsReadWithWhereItIsAndWhatItAsksForAndItsStatus() {
        // When
        var pod = serialization.unmarshal(POD, Pod.class);

        // Then
        assertThat(pod.getMetadata().getManagedFields()).isEmpty();
        assertThat(pod.getMetadata().getName()).isEqualTo("chat-1");
        assertThat(pod.getMetadata().getLabels()).containsEntry("a", "b");
        assertThat(pod.getSpec().getNodeName()).isEqualTo("gpu-1");
        assertThat(pod.getSpec().getVolumes()).isEmpty();
        assertThat(pod.getSpec().getContainers()).singleElement().satisfies(container -> {
            assertThat(container.getName()).isEqualTo("engine");
            assertThat(container.getImage()).isNull();
            assertThat(container.getResources().getLimits()).containsEntry("nvidia.com/gpu", new Quantity("2"));
        });
        assertThat(pod.getStatus().getPodIP()).isEqualTo("10.0.0.1");
    }

    @Test
    void soAreThoseOfAListAndOfAWatch() {
        // When
        var list = serialization.unmarshal(
                "{\"apiVersion\": \"v1\", \"kind\": \"PodList\", \"items\": [%s]}".formatted(POD), PodList.class);
        var event = serialization.unmarshal("{\"type\": \"ADDED\", \"object\": %s}".formatted(POD), WatchEvent.class);

        // Then
        assertThat(list.getItems().getFirst().getMetadata().getManagedFields()).isEmpty();
        assertThat(((HasMetadata) event.getObject()).getMetadata().getManagedFields())
                .isEmpty();
    }

    @Test
    void soIsABookmarkOfAWatchWhichHasAResourceVersionAndNothingElse() {
        // When
        var event = serialization.unmarshal("""
                {"type": "BOOKMARK", "object": {"kind": "Pod", "apiVersion": "v1",
                 "metadata": {"resourceVersion": "12746", "creationTimestamp": null},
                 "spec": {"containers": null}, "status": {}}}""", WatchEvent.class);

        // Then
        assertThat(((Pod) event.getObject()).getMetadata().getResourceVersion()).isEqualTo("12746");
        assertThat(((Pod) event.getObject()).getSpec().getContainers()).isEmpty();
    }

    @Test
    void aNodeIsReadWithoutTheImagesThatItHolds() {
        // When
        var node = serialization.unmarshal("""
                {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "gpu-1", %s},
                 "status": {"allocatable": {"cpu": "64"}, "images": [{"names": ["registry.example/engine:v1"], "sizeBytes": 1}]}}
                """.formatted(FIELDS), Node.class);

        // Then
        assertThat(node.getMetadata().getManagedFields()).isEmpty();
        assertThat(node.getStatus().getImages()).isEmpty();
        assertThat(node.getStatus().getAllocatable()).containsKey("cpu");
    }

    @Test
    void whatIsComparedFieldByFieldKeepsWhoWroteIt() {
        // When
        var service = serialization.unmarshal(
                "{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"metadata\": {\"name\": \"chat\", %s}}"
                        .formatted(FIELDS),
                Service.class);

        // Then
        assertThat(service.getMetadata().getManagedFields())
                .singleElement()
                .satisfies(entry -> assertThat(entry.getManager()).isEqualTo("kubelet"));
    }
}
