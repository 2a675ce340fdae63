package dev.bailiwick.workload.report;

import static dev.bailiwick.workload.status.ConditionReason.AllPlaced;
import static dev.bailiwick.workload.status.ConditionReason.Blocked;
import static dev.bailiwick.workload.status.ConditionReason.ClaimNotFound;
import static dev.bailiwick.workload.status.ConditionReason.FirstStart;
import static dev.bailiwick.workload.status.ConditionReason.ModelUnusable;
import static dev.bailiwick.workload.status.ConditionReason.NameConflict;
import static dev.bailiwick.workload.status.ConditionReason.NoFreeAccelerator;
import static dev.bailiwick.workload.status.ConditionReason.NotStalled;
import static dev.bailiwick.workload.status.ConditionReason.NotYetScheduled;
import static dev.bailiwick.workload.status.ConditionReason.NothingToPlace;
import static dev.bailiwick.workload.status.ConditionReason.ProgressDeadlineExceeded;
import static dev.bailiwick.workload.status.ConditionReason.RollingOut;
import static dev.bailiwick.workload.status.ConditionReason.ScaledToZero;
import static dev.bailiwick.workload.status.ConditionReason.Serving;
import static dev.bailiwick.workload.status.ConditionReason.Settled;
import static dev.bailiwick.workload.status.ConditionReason.Starting;
import static dev.bailiwick.workload.status.ConditionReason.TooFewReplicas;
import static dev.bailiwick.workload.status.ConditionReason.WaitingForHuman;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.bailiwick.workload.CanonicalJson;
import dev.bailiwick.workload.Scene;
import dev.bailiwick.workload.status.ConditionReason;
import dev.bailiwick.workload.status.ConditionType;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ready, Reconciling and Stalled (design 4), row by row. Each row's status stands in {@code kstatus/<row>.yaml} for
 * other judges; {@code -Dbailiwick.update=true} rewrites them.
 */
final class TruthTableTest {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();
    private static final String AUTO =
            "spec: {scaling: {mode: Auto, minReplicas: 2, maxReplicas: 9, targets: {queuedRequestsPerReplica: 4}}}";
    private static final String CHANGED = "spec: {engine: {image: 'registry.example/engines/vllm-openai:v0.19.0'}}";

    /** One row: what is there, and the reasons of Ready, Reconciling, Stalled and Placed that follow. */
    record Row(
            String name,
            Scene scene,
            ConditionReason ready,
            ConditionReason reconciling,
            ConditionReason stalled,
            ConditionReason placed) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> rows() {
        return Stream.concat(goingWell(), needingAHuman());
    }

    private static Stream<Row> goingWell() {
        return Stream.of(
                row("just-made", Scene.of(), Starting, FirstStart, NotStalled, NotYetScheduled),
                row("starting-for-the-first-time", Scene.of().starting(1), Starting, FirstStart, NotStalled, AllPlaced),
                row("serving", settled(3), Serving, Settled, NotStalled, AllPlaced),
                row(
                        "serving-at-the-floor-while-others-start",
                        Scene.of("spec: {replicas: 3}").ready(1).starting(2),
                        Serving,
                        Settled,
                        NotStalled,
                        AllPlaced),
                row(
                        "auto-below-its-minimum-for-the-first-time",
                        Scene.of(AUTO).ready(1).starting(1),
                        Starting,
                        FirstStart,
                        NotStalled,
                        AllPlaced),
                row(
                        "growing",
                        settled(1).edit("spec: {replicas: 3}").starting(2),
                        Serving,
                        Settled,
                        NotStalled,
                        AllPlaced),
                row(
                        "shrinking",
                        settled(3).edit("spec: {replicas: 2}").noPods().ready(2).draining(1),
                        Serving,
                        Settled,
                        NotStalled,
                        AllPlaced),
                row(
                        "below-the-floor-after-it-was-ready",
                        settled(1).noPods().starting(1),
                        TooFewReplicas,
                        Settled,
                        NotStalled,
                        AllPlaced),
                row(
                        "rolling-out",
                        settled(2).edit(CHANGED).noPods().oldReady(2).starting(1),
                        Serving,
                        RollingOut,
                        NotStalled,
                        AllPlaced),
                row(
                        "draining-the-last-of-the-old",
                        settled(2).edit(CHANGED).noPods().ready(2).oldDraining(1),
                        Serving,
                        RollingOut,
                        NotStalled,
                        AllPlaced),
                row(
                        "scaled-to-zero",
                        settled(1).edit("spec: {replicas: 0}").noPods().asking(0),
                        ScaledToZero,
                        Settled,
                        NotStalled,
                        NothingToPlace),
                row(
                        "no-free-gpu-before-the-first-ready",
                        Scene.of().taken("h100", 8).unschedulable(1),
                        Starting,
                        FirstStart,
                        NotStalled,
                        NoFreeAccelerator),
                row(
                        "no-free-gpu-for-a-new-revision",
                        settled(2)
                                .edit(CHANGED)
                                .noPods()
                                .oldReady(2)
                                .unschedulable(1)
                                .taken("h100", 8),
                        Serving,
                        RollingOut,
                        NotStalled,
                        NoFreeAccelerator),
                row(
                        "no-free-gpu-for-a-larger-size",
                        settled(1).edit("spec: {replicas: 2}").unschedulable(1).taken("h100", 8),
                        Serving,
                        Settled,
                        NotStalled,
                        NoFreeAccelerator));
    }

    private static Stream<Row> needingAHuman() {
        return Stream.of(
                row(
                        "stalled-by-a-name-conflict",
                        Scene.of().stranger("Service assistant"),
                        Blocked,
                        WaitingForHuman,
                        NameConflict,
                        NotYetScheduled),
                row(
                        "stalled-by-a-missing-claim",
                        Scene.of("spec: {model: {image: null, claim: {name: files}}}"),
                        Blocked,
                        WaitingForHuman,
                        ClaimNotFound,
                        NotYetScheduled),
                row(
                        "stalled-by-an-unusable-model",
                        Scene.of("spec: {model: {image: 'registry.example/models/mistral:latest'}}"),
                        Blocked,
                        WaitingForHuman,
                        ModelUnusable,
                        NotYetScheduled),
                row(
                        "stalled-while-the-old-still-serves",
                        settled(1).stranger("ReplicaSet assistant-0123456789"),
                        Serving,
                        WaitingForHuman,
                        NameConflict,
                        AllPlaced),
                row(
                        "stalled-by-the-progress-deadline",
                        Scene.of().starting(1).written().after(Duration.ofMinutes(30)),
                        Starting,
                        WaitingForHuman,
                        ProgressDeadlineExceeded,
                        AllPlaced),
                row(
                        "stalled-in-a-rollout-while-the-old-serves",
                        settled(1)
                                .edit(CHANGED)
                                .noPods()
                                .oldReady(1)
                                .starting(1)
                                .written()
                                .after(Duration.ofMinutes(30)),
                        Serving,
                        WaitingForHuman,
                        ProgressDeadlineExceeded,
                        AllPlaced));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void saysWhatTheTableSays(Row row) {
        // When
        var conditions = row.scene().status().conditions();

        // Then
        assertThat(conditions)
                .filteredOn(c ->
                        List.of("Ready", "Reconciling", "Stalled", "Placed").contains(c.getType()))
                .extracting(Condition::getType, Condition::getStatus, Condition::getReason)
                .containsExactly(said(row.ready()), said(row.reconciling()), said(row.stalled()), said(row.placed()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void standsInAFileForOtherJudges(Row row) throws IOException {
        // Given
        var golden = Path.of("src/test/resources/kstatus", row.name() + ".yaml");
        var deployment = row.scene().deployment();

        // When
        ObjectNode written = (ObjectNode) CanonicalJson.tree(deployment);
        written.set("status", CanonicalJson.tree(row.scene().status()));
        var text = YAML.writeValueAsString(written);

        // Then
        if (Boolean.getBoolean("bailiwick.update")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void reportsEveryConditionOnceInOrder(Row row) {
        assertThat(row.scene().status().conditions())
                .allSatisfy(c -> {
                    assertThat(c.getMessage()).isNotBlank();
                    assertThat(c.getObservedGeneration()).isEqualTo(4);
                    assertThat(c.getLastTransitionTime()).isNotNull();
                })
                .extracting(Condition::getType)
                .containsExactly(
                        Stream.of(ConditionType.values()).map(Enum::name).toArray(String[]::new));
    }

    private static Scene settled(int replicas) {
        return Scene.of("spec: {replicas: %d}".formatted(replicas))
                .ready(replicas)
                .written();
    }

    private static org.assertj.core.groups.Tuple said(ConditionReason reason) {
        return org.assertj.core.groups.Tuple.tuple(reason.type().name(), reason.status(), reason.name());
    }

    private static Row row(
            String name,
            Scene scene,
            ConditionReason ready,
            ConditionReason reconciling,
            ConditionReason stalled,
            ConditionReason placed) {
        return new Row(name, scene, ready, reconciling, stalled, placed);
    }
}
