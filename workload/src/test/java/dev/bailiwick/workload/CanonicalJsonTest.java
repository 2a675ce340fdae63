package dev.bailiwick.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.api.v1alpha1.HeldSize;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CanonicalJsonTest {

    @Test
    void sortsKeysAtEveryDepth() {
        // Given
        var inner = new LinkedHashMap<String, Object>();
        inner.put("z", 1);
        inner.put("a", List.of("second", "first"));
        var outer = new LinkedHashMap<String, Object>();
        outer.put("b", inner);
        outer.put("a", new HeldSize(7, 1));

        // Then
        assertThat(CanonicalJson.write(outer))
                .isEqualTo("{\"a\":{\"size\":7,\"specReplicas\":1},\"b\":{\"a\":[\"second\",\"first\"],\"z\":1}}");
    }

    @Test
    void leavesAbsentFieldsOut() {
        // Given
        var object = new ConfigMapBuilder()
                .withNewMetadata()
                .withName("a")
                .endMetadata()
                .build();

        // Then
        assertThat(CanonicalJson.write(object))
                .isEqualTo("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"}}");
        assertThat(CanonicalJson.tree(object).has("data")).isFalse();
    }

    @Test
    void hashesWithSha256() {
        assertThat(CanonicalJson.hash("abc", 16)).isEqualTo("ba7816bf8f01cfea");
    }
}
