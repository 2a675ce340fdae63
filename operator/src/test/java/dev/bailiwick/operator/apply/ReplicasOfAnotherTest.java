package dev.bailiwick.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who set the number of a ReplicaSet's replicas last, by who owns it. */
class ReplicasOfAnotherTest {
    private static final Map<String, Object> REPLICAS = Map.of("f:replicas", Map.of());
    private static final Map<String, Object> TEMPLATE = Map.of("f:template", Map.of());

    @Test
    void aNumberThatSomebodyHasTakenFromUsIsTheirs() {
        assertThat(ofAnother(owner(ApplyContext.MANAGER, "f:spec", TEMPLATE), owner("kubectl", "f:spec", REPLICAS)))
                .isTrue();
    }

    @Test
    void aNumberThatBothHaveSetIsOurs() {
        assertThat(ofAnother(owner(ApplyContext.MANAGER, "f:spec", REPLICAS), owner("kubectl", "f:spec", REPLICAS)))
                .isFalse();
    }

    @Test
    void whoCountsReplicasInTheStatusSetsNone() {
        assertThat(ofAnother(
                        owner(ApplyContext.MANAGER, "f:spec", REPLICAS),
                        owner("kube-controller-manager", "f:status", REPLICAS)))
                .isFalse();
        assertThat(ofAnother(owner("kube-controller-manager", "f:status", REPLICAS)))
                .isFalse();
    }

    private static boolean ofAnother(ManagedFieldsEntry... entries) {
        return Drift.replicasOfAnother(new ReplicaSetBuilder()
                .withNewMetadata()
                .withManagedFields(entries)
                .endMetadata()
                .build());
    }

    private static ManagedFieldsEntry owner(String manager, String part, Map<String, Object> fields) {
        var owned = new FieldsV1();
        owned.setAdditionalProperty(part, fields);
        return new ManagedFieldsEntryBuilder()
                .withManager(manager)
                .withFieldsV1(owned)
                .build();
    }
}
