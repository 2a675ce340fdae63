package dev.bailiwick.workload.report;

import static dev.bailiwick.workload.report.PlacementVerdicts.counted;

import dev.bailiwick.api.v1alpha1.ModelDeploymentSpec;
import dev.bailiwick.api.v1alpha1.ScalingMode;
import dev.bailiwick.workload.Durations;
import dev.bailiwick.workload.Pass;
import dev.bailiwick.workload.Settings;
import dev.bailiwick.workload.rollout.FleetReader;
import dev.bailiwick.workload.rollout.Replica;
import dev.bailiwick.workload.status.ConditionReason;
import dev.bailiwick.workload.status.ConditionType;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** Judges Ready, Reconciling and Stalled: the truth table of design 4. */
final class ProgressVerdicts {
    private ProgressVerdicts() {}

    static Verdict ready(Pass pass, History history) {
        var size = pass.sizing().size();
        var serving = pass.serving();
        var message = "%d of %s".formatted(serving, counted(size, "replica serves", "replicas serve")) + drift(pass);
        if (serving >= floor(pass)) {
            return size == 0
                    ? new Verdict(ConditionReason.ScaledToZero, "size 0 is asked for")
                    : new Verdict(ConditionReason.Serving, message);
        }
        if (pass.finding().isPresent()) {
            return new Verdict(ConditionReason.Blocked, pass.finding().get().message());
        }
        return new Verdict(
                history.everReady() ? ConditionReason.TooFewReplicas : ConditionReason.Starting,
                message + "; " + floor(pass) + " must");
    }

    static Verdict reconciling(Pass pass, History history, boolean readyNow, Verdict stalled) {
        if (stalled.is("True")) {
            return new Verdict(ConditionReason.WaitingForHuman, "nothing goes on until what Stalled names is mended");
        }
        return underWay(pass, history, readyNow)
                .orElse(new Verdict(ConditionReason.Settled, "revision " + pass.revision() + " is rolled out"));
    }

    /** What is going on, apart from whether it goes on in time. */
    private static Optional<Verdict> underWay(Pass pass, History history, boolean readyNow) {
        if (!readyNow && !history.everReady()) {
            return Optional.of(new Verdict(
                    ConditionReason.FirstStart,
                    "%d of %s"
                            .formatted(
                                    pass.serving(),
                                    counted(floor(pass), "replica needed serves", "replicas needed serve"))));
        }
        if (!pass.rolledOut()) {
            var oldLeft = pass.old().stream().mapToInt(set -> set.pods().size()).sum();
            return Optional.of(new Verdict(
                    ConditionReason.RollingOut,
                    "revision %s: %d ready; %s of older revisions left"
                            .formatted(
                                    pass.revision(),
                                    pass.current().pods().stream()
                                            .filter(r -> r.serving())
                                            .count(),
                                    counted(oldLeft, "replica", "replicas"))));
        }
        return Optional.empty();
    }

    static Verdict stalled(Pass pass, History history, boolean readyNow, Verdict placed, Settings settings) {
        if (pass.finding().isPresent()) {
            return new Verdict(
                    pass.finding().get().reason(), pass.finding().get().message());
        }
        var going = underWay(pass, history, readyNow);
        if (going.isPresent() && overdue(pass, history, placed, settings)) {
            return new Verdict(
                    ConditionReason.ProgressDeadlineExceeded,
                    "no replica of revision %s became ready within %s; look at the pods' logs and events"
                            .formatted(pass.revision(), Durations.format(settings.progressDeadline())));
        }
        return new Verdict(ConditionReason.NotStalled, "nothing needs a human");
    }

    /**
     * The deadline runs from the latest of: the start of this revision, its last replica that became ready, and the
     * last time that replicas were without a node; while they are, it stands still.
     */
    private static boolean overdue(Pass pass, History history, Verdict placed, Settings settings) {
        if (placed.is("False") || complete(pass)) {
            return false;
        }
        var status = history.status();
        var sameRevision = status != null && pass.revision().equals(status.revision());
        var lastReady = lastReady(pass);
        if (history.has(ConditionReason.ProgressDeadlineExceeded) && sameRevision) {
            return !lastReady.isAfter(history.since(ConditionType.Stalled));
        }
        var reconciling =
                history.isTrue(ConditionType.Reconciling) ? history.since(ConditionType.Reconciling) : pass.now();
        var start = max(reconciling, pass.current().created());
        var placedAgain = history.isTrue(ConditionType.Placed) ? history.since(ConditionType.Placed) : pass.now();
        var from = max(max(start, lastReady), placedAgain);
        return !pass.now().isBefore(from.plus(settings.progressDeadline()));
    }

    /** Whether all that is left to do is to drain, for which drain.deadline is the limit. */
    private static boolean complete(Pass pass) {
        return pass.current().pods().stream().filter(Replica::serving).count()
                >= pass.sizing().size();
    }

    private static Instant lastReady(Pass pass) {
        var current = pass.current().pods().stream().map(Replica::uid).collect(Collectors.toSet());
        return pass.observed().pods().stream()
                .filter(pod -> current.contains(pod.getMetadata().getUid()) && FleetReader.ready(pod))
                .flatMap(pod -> FleetReader.condition(pod, "Ready").stream())
                .map(PodCondition::getLastTransitionTime)
                .filter(time -> time != null)
                .map(Instant::parse)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private static Instant max(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** Serving pods that Ready needs: minReplicas in Auto, otherwise 1; 0 when size 0 is asked for. */
    static int floor(Pass pass) {
        if (pass.sizing().size() == 0) {
            return 0;
        }
        ModelDeploymentSpec spec = pass.observed().deployment().getSpec();
        var scaling = spec.scaling();
        return scaling != null && scaling.mode() == ScalingMode.Auto && scaling.minReplicas() != null
                ? scaling.minReplicas()
                : 1;
    }

    private static String drift(Pass pass) {
        var template = pass.observed().replicaSets().stream()
                .filter(set -> set.getMetadata().getName().endsWith(pass.revision()))
                .map(set -> set.getSpec().getTemplate().getMetadata().getAnnotations())
                .filter(annotations -> annotations != null)
                .map(annotations -> annotations.get(dev.bailiwick.workload.Keys.TEMPLATE))
                .findFirst();
        var older = pass.current().pods().stream()
                .filter(replica -> template.isPresent() && !template.get().equals(replica.template()))
                .count();
        return older == 0 ? "" : "; %s from an older template".formatted(counted((int) older, "runs", "run"));
    }
}
