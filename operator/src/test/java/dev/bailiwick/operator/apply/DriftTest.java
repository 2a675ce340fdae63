package dev.bailiwick.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bailiwick.workload.Keys;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When something is sent, and how: by apply for what is ours, by replacement for what somebody else added. */
final class DriftTest {
    private static final String OURS = """
            {"f:spec": {"f:replicas": {}, "f:template": {"f:spec": {"f:containers": {"k:{\\"name\\":\\"engine\\"}": {".": {},
              "f:name": {}, "f:image": {}, "f:env": {"k:{\\"name\\":\\"HOME\\"}": {".": {}, "f:name": {}, "f:value": {}}}}}}}}}""";

    @Test
    void sendsNothingWhereEverythingStands() {
        assertThat(Drift.between(standing(), wanted())).isEqualTo(Drift.Kind.NONE);
    }

    @Test
    void sendsNothingForWhatTheApiServerFillsIn() {
        // Given
        var standing = standing()
                .edit()
                .editMetadata()
                .withUid("uid")
                .withResourceVersion("42")
                .withGeneration(3L)
                .withCreationTimestamp("2026-11-24T08:00:00Z")
                .endMetadata()
                .editSpec()
                .withMinReadySeconds(0)
                .editTemplate()
                .editSpec()
                .withDnsPolicy("ClusterFirst")
                .withRestartPolicy("Always")
                .endSpec()
                .endTemplate()
                .endSpec()
                .withNewStatus()
                .withReplicas(2)
                .endStatus()
                .build();

        // Then
        assertThat(Drift.between(standing, wanted())).isEqualTo(Drift.Kind.NONE);
    }

    @Test
    void appliesWhatWeWantDifferentlyNow() {
        // Given
        var more = wanted().edit().editSpec().withReplicas(3).endSpec().build();
        var rendered = wanted().edit()
                .editMetadata()
                .addToAnnotations(Keys.RENDERED, "newer")
                .endMetadata()
                .build();

        // Then
        assertThat(Drift.between(standing(), more)).isEqualTo(Drift.Kind.OURS);
        assertThat(Drift.between(standing(), rendered))
                .as("a field that is no longer rendered shows in the hash alone")
                .isEqualTo(Drift.Kind.OURS);
    }

    @Test
    void appliesWhereAValueOfOursWasChanged() {
        // Given
        var edited = standing()
                .edit()
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .withImage("elsewhere.example/engine:evil")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .editMetadata()
                .addToManagedFields(managed("kubectl-edit", null, """
                        {"f:spec": {"f:template": {"f:spec": {"f:containers": {"k:{\\"name\\":\\"engine\\"}": {"f:image": {}}}}}}}"""))
                .endMetadata()
                .build();

        // Then
        assertThat(Drift.between(edited, wanted())).isEqualTo(Drift.Kind.OURS);
    }

    @Test
    void replacesWhereAVariableWasAdded() {
        // Given
        var added = standing()
                .edit()
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .addToEnv(new EnvVar("LD_PRELOAD", "/evil.so", null))
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .editMetadata()
                .addToManagedFields(managed("kubectl-set", null, """
                        {"f:spec": {"f:template": {"f:spec": {"f:containers": {"k:{\\"name\\":\\"engine\\"}":
                          {"f:env": {"k:{\\"name\\":\\"LD_PRELOAD\\"}": {".": {}, "f:name": {}, "f:value": {}}}}}}}}}"""))
                .endMetadata()
                .build();

        // Then
        assertThat(Drift.between(added, wanted())).isEqualTo(Drift.Kind.FOREIGN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"f:spec": {"f:template": {"f:spec": {"f:hostNetwork": {}}}}}""", """
                {"f:spec": {"f:template": {"f:metadata": {"f:annotations": {"f:sidecar": {}}}}}}""", """
                {"f:spec": {"f:template": {"f:spec": {"f:containers": {"k:{\\"name\\":\\"sidecar\\"}": {".": {}, "f:name": {}}}}}}}""", """
                {"f:spec": {"f:minReadySeconds": {}}}"""})
    void replacesWhateverElseWasAddedBelowTheSpec(String fields) {
        assertThat(Drift.between(managedBy("somebody", null, fields), wanted())).isEqualTo(Drift.Kind.FOREIGN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"f:metadata": {"f:labels": {"f:team": {}}, "f:annotations": {"f:note": {}}}}""", """
                {"f:status": {"f:replicas": {}}}""", """
                {}"""})
    void leavesOthersTheirLabelsAndStatus(String fields) {
        assertThat(Drift.between(managedBy("somebody", null, fields), wanted())).isEqualTo(Drift.Kind.NONE);
    }

    @Test
    void ignoresWhoWritesThroughASubresource() {
        // Given
        var scaled = managedBy("kubectl", "scale", """
                {"f:spec": {"f:replicas": {}}}""");
        var controlled = managedBy("kube-controller-manager", "status", """
                {"f:status": {"f:readyReplicas": {}}}""");

        // Then
        assertThat(Drift.between(scaled, wanted())).isEqualTo(Drift.Kind.NONE);
        assertThat(Drift.between(controlled, wanted())).isEqualTo(Drift.Kind.NONE);
    }

    @Test
    void appliesWhereSomebodyScaledIt() {
        // Given
        var scaled = managedBy("kubectl", "scale", """
                {"f:spec": {"f:replicas": {}}}""")
                .edit()
                .editSpec()
                .withReplicas(9)
                .endSpec()
                .build();

        // Then
        assertThat(Drift.between(scaled, wanted())).isEqualTo(Drift.Kind.OURS);
    }

    @Test
    void takesAPortByItsKeyAlthoughItsProtocolIsADefault() {
        // Given
        var wanted = service();
        var standing = service()
                .edit()
                .editMetadata()
                .withManagedFields(managed("helm", null, """
                        {"f:spec": {"f:ports": {"k:{\\"port\\":80,\\"protocol\\":\\"TCP\\"}": {".": {}, "f:port": {}}}}}"""))
                .endMetadata()
                .editSpec()
                .editFirstPort()
                .withProtocol("TCP")
                .endPort()
                .endSpec()
                .build();

        // Then
        assertThat(Drift.between(standing, wanted)).isEqualTo(Drift.Kind.NONE);
    }

    @Test
    void appliesWhereAServiceAccountGotItsTokenBack() {
        // Given
        var wanted = new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("assistant")
                .endMetadata()
                .withAutomountServiceAccountToken(false)
                .build();
        var standing = wanted.edit().withAutomountServiceAccountToken(true).build();

        // Then
        assertThat(Drift.between(standing, wanted)).isEqualTo(Drift.Kind.OURS);
        assertThat(Drift.between(wanted, wanted)).isEqualTo(Drift.Kind.NONE);
    }

    /** A user may write {@code value: ""}; the API server drops it, and it must not be sent for ever. */
    @Test
    void sendsNothingForAnEmptyValueThatTheApiServerLeavesAway() {
        // Given
        var wanted = withVariable(wanted(), new EnvVar("EMPTY", "", null));
        var standing = withVariable(standing(), new EnvVar("EMPTY", null, null));

        // Then
        assertThat(Drift.between(standing, wanted)).isEqualTo(Drift.Kind.NONE);
    }

    private static ReplicaSet withVariable(ReplicaSet set, EnvVar variable) {
        return set.edit()
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .addToEnv(variable)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static ReplicaSet standing() {
        return managedBy(ApplyContext.MANAGER, null, OURS);
    }

    private static ReplicaSet managedBy(String manager, @Nullable String subresource, String fields) {
        return wanted().edit()
                .editMetadata()
                .addToManagedFields(managed(ApplyContext.MANAGER, null, OURS))
                .addToManagedFields(managed(manager, subresource, fields))
                .endMetadata()
                .build();
    }

    private static ReplicaSet wanted() {
        return new ReplicaSetBuilder()
                .withNewMetadata()
                .withName("assistant-0123456789")
                .addToAnnotations(Keys.RENDERED, "hash")
                .endMetadata()
                .withNewSpec()
                .withReplicas(2)
                .withNewTemplate()
                .withNewSpec()
                .addNewContainer()
                .withName("engine")
                .withImage("registry.example/engine:v1")
                .addNewEnv()
                .withName("HOME")
                .withValue("/home/bailiwick")
                .endEnv()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static Service service() {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName("assistant")
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withName("http")
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
    }

    private static ManagedFieldsEntry managed(String manager, @Nullable String subresource, String fields) {
        try {
            return new ManagedFieldsEntryBuilder()
                    .withManager(manager)
                    .withOperation("Update")
                    .withSubresource(subresource)
                    .withFieldsV1(new ObjectMapper().readValue(fields, FieldsV1.class))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
