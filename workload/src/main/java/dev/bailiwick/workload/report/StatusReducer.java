package dev.bailiwick.workload.report;

import dev.bailiwick.api.v1alpha1.ModelDeploymentStatus;
import dev.bailiwick.model.ImageReference;
import dev.bailiwick.workload.Keys;
import dev.bailiwick.workload.Pass;
import dev.bailiwick.workload.Settings;
import dev.bailiwick.workload.render.ObjectRenderer;
import dev.bailiwick.workload.scaling.Sizing;
import dev.bailiwick.workload.status.ConditionReason;
import dev.bailiwick.workload.status.ConditionType;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Reduces one pass to the status of the ModelDeployment. */
public final class StatusReducer {
    private final Settings settings;

    public StatusReducer(Settings settings) {
        this.settings = settings;
    }

    public ModelDeploymentStatus reduce(Pass pass) {
        var deployment = pass.observed().deployment();
        var history = new History(deployment.getStatus());
        var verdicts = verdicts(pass, history);
        var notDraining = pass.replicas().size() - pass.draining();
        return new ModelDeploymentStatus(
                deployment.getMetadata().getGeneration(),
                notDraining,
                pass.serving(),
                pass.draining(),
                Keys.NAME + "=" + pass.observed().name() + "," + Keys.SERVING + "=" + Keys.SERVING_TRUE,
                pass.revision(),
                ObjectRenderer.url(deployment),
                SummaryLine.of(pass, verdicts),
                conditions(verdicts, history, pass),
                ScalingReport.of(pass));
    }

    /** One verdict per condition, in the order of {@link ConditionType}. */
    private List<Verdict> verdicts(Pass pass, History history) {
        var ready = ProgressVerdicts.ready(pass, history);
        var placed = PlacementVerdicts.placed(pass, history);
        var stalled = ProgressVerdicts.stalled(pass, history, ready.is("True"), placed, settings);
        return List.of(
                ready,
                ProgressVerdicts.reconciling(pass, history, ready.is("True"), stalled),
                stalled,
                modelResolved(pass),
                PlacementVerdicts.acceleratorResolved(pass),
                placed,
                scalingActive(pass.sizing(), pass, history));
    }

    private static Verdict modelResolved(Pass pass) {
        var finding = pass.finding().filter(f -> switch (f.reason()) {
            case ModelUnusable, ClaimNotFound, ClaimNotShareable, ModelFileNotNamed -> true;
            default -> false;
        });
        if (finding.isPresent()) {
            return new Verdict(ConditionReason.ModelNotResolved, finding.get().message());
        }
        var spec = pass.observed().deployment().getSpec();
        var model = spec.model();
        var tag = tagged(spec.engine().image());
        if (model != null && model.image() != null) {
            return new Verdict(ConditionReason.Pinned, model.image() + tag);
        }
        if (model != null && model.claim() != null) {
            return new Verdict(
                    ConditionReason.ClaimBound,
                    "PersistentVolumeClaim " + model.claim().name() + tag);
        }
        return new Verdict(ConditionReason.BringsItsOwn, "the engine image brings the model" + tag);
    }

    /** A tag is allowed and can move: that nobody knows for sure which engine runs is said (design 4). */
    private static String tagged(String image) {
        return ImageReference.parse(image) instanceof ImageReference.Named named && named.floating()
                ? "; the engine image is named by tag %s, which can move: pin it by digest to be sure what runs"
                        .formatted(named.tag().orElse("latest"))
                : "";
    }

    private static Verdict scalingActive(Sizing sizing, Pass pass, History history) {
        return switch (sizing.rule()) {
            case HeldByAnnotation ->
                new Verdict(sizing.rule(), "annotation " + Keys.HOLD + " holds the size at " + sizing.size());
            case HeldAfterAuto ->
                new Verdict(
                        sizing.rule(),
                        "the size of mode Auto, %d, is held; write spec.replicas with another value than %d, or set annotation %s to \"false\""
                                .formatted(
                                        sizing.size(),
                                        sizing.held() == null
                                                ? sizing.size()
                                                : sizing.held().specReplicas(),
                                        Keys.HOLD));
            case FixedSize -> new Verdict(sizing.rule(), "spec.replicas asks for " + sizing.size());
            case Recommending -> new Verdict(sizing.rule(), "mode Recommend: spec.replicas asks for " + sizing.size());
            default -> following(pass, history);
        };
    }

    private static Verdict following(Pass pass, History history) {
        if (pass.outlook().isEmpty()) {
            // The operator has just started: what was true stays until the first tick.
            return history.verdict(ConditionType.ScalingActive)
                    .filter(said -> Sizing.AUTO.contains(said.reason()))
                    .orElseGet(StatusReducer::noReadyReplica);
        }
        var outlook = pass.outlook().get();
        return switch (outlook.metrics()) {
            case USABLE ->
                new Verdict(
                        ConditionReason.Following,
                        "the size follows what the engines report"
                                + outlook.caveat().map(caveat -> "; " + caveat).orElse(""));
            case UNAVAILABLE -> new Verdict(ConditionReason.MetricsUnavailable, outlook.message());
            case NO_READY_REPLICA -> noReadyReplica();
        };
    }

    private static Verdict noReadyReplica() {
        return new Verdict(ConditionReason.NoReadyReplica, "no replica is ready; the size holds until one is");
    }

    private static List<Condition> conditions(List<Verdict> verdicts, History history, Pass pass) {
        var now = pass.now().truncatedTo(ChronoUnit.SECONDS);
        var conditions = new ArrayList<Condition>();
        for (var verdict : verdicts) {
            var type = verdict.reason().type();
            var since = history.condition(type)
                    .filter(c -> verdict.is(c.getStatus()))
                    .map(c -> Instant.parse(c.getLastTransitionTime()))
                    .orElse(now);
            conditions.add(new ConditionBuilder()
                    .withType(type.name())
                    .withStatus(verdict.reason().status())
                    .withReason(verdict.reason().name())
                    .withMessage(verdict.message())
                    .withLastTransitionTime(since.toString())
                    .withObservedGeneration(
                            pass.observed().deployment().getMetadata().getGeneration())
                    .build());
        }
        return conditions;
    }
}
