package dev.bailiwick.workload.report;

import dev.bailiwick.api.v1alpha1.ModelDeploymentStatus;
import dev.bailiwick.api.v1alpha1.ScalingDecision;
import dev.bailiwick.api.v1alpha1.ScalingStatus;
import dev.bailiwick.workload.status.ConditionReason;
import dev.bailiwick.workload.status.ConditionType;
import dev.bailiwick.workload.status.EventNote;
import dev.bailiwick.workload.status.EventReason;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events that a step from one status to the next is worth. */
public final class Transitions {
    private Transitions() {}

    public static List<EventNote> between(@Nullable ModelDeploymentStatus before, ModelDeploymentStatus after) {
        var then = new History(before);
        var now = new History(after);
        var notes = new ArrayList<EventNote>();
        turned(ConditionType.Ready, "True", then, now, EventReason.BecameReady).ifPresent(notes::add);
        if (then.isTrue(ConditionType.Ready)) {
            turned(ConditionType.Ready, "False", then, now, EventReason.LostReadiness)
                    .ifPresent(notes::add);
        }
        revision(before, after, then, now).ifPresent(notes::add);
        turned(ConditionType.Stalled, "True", then, now, EventReason.Stalled).ifPresent(notes::add);
        if (then.isTrue(ConditionType.Stalled)) {
            turned(ConditionType.Stalled, "False", then, now, EventReason.StallEnded)
                    .ifPresent(notes::add);
        }
        turned(ConditionType.AcceleratorResolved, "False", then, now, EventReason.AcceleratorUnresolvable)
                .ifPresent(notes::add);
        turned(ConditionType.Placed, "False", then, now, EventReason.NotPlaced).ifPresent(notes::add);
        if (is(then, ConditionType.Placed, "False")) {
            turned(ConditionType.Placed, "True", then, now, EventReason.PlacedAgain)
                    .ifPresent(notes::add);
        }
        metrics(then, now).ifPresent(notes::add);
        size(before, after).ifPresent(notes::add);
        return notes;
    }

    private static Optional<EventNote> turned(
            ConditionType type, String status, History then, History now, EventReason reason) {
        return is(now, type, status) && !is(then, type, status)
                ? Optional.of(EventNote.of(reason, message(now, type)))
                : Optional.empty();
    }

    private static Optional<EventNote> revision(
            @Nullable ModelDeploymentStatus before, ModelDeploymentStatus after, History then, History now) {
        if (before != null && before.revision() != null && !before.revision().equals(after.revision())) {
            return Optional.of(EventNote.of(
                    EventReason.RevisionStarted,
                    "revision %s replaces %s, one replica at a time".formatted(after.revision(), before.revision())));
        }
        return then.has(ConditionReason.RollingOut) && now.has(ConditionReason.Settled)
                ? Optional.of(EventNote.of(EventReason.RolledOut, "only revision " + after.revision() + " is left"))
                : Optional.empty();
    }

    private static Optional<EventNote> metrics(History then, History now) {
        if (now.has(ConditionReason.MetricsUnavailable) && !then.has(ConditionReason.MetricsUnavailable)) {
            return Optional.of(EventNote.of(EventReason.MetricsLost, message(now, ConditionType.ScalingActive)));
        }
        return now.has(ConditionReason.Following) && then.has(ConditionReason.MetricsUnavailable)
                ? Optional.of(EventNote.of(EventReason.MetricsFound, message(now, ConditionType.ScalingActive)))
                : Optional.empty();
    }

    /** A change by decision carries the decision's own reason and sentence. */
    private static Optional<EventNote> size(@Nullable ModelDeploymentStatus before, ModelDeploymentStatus after) {
        var from = desired(before);
        var to = desired(after);
        if (from == null || to == null || Objects.equals(from, to)) {
            return Optional.empty();
        }
        return decision(after, to)
                .map(decision -> new EventNote(decision.reason(), false, decision.message()))
                .or(() -> Optional.of(
                        EventNote.of(EventReason.SizeChanged, "the size changes from %d to %d".formatted(from, to))));
    }

    private static Optional<ScalingDecision> decision(ModelDeploymentStatus after, int to) {
        var following = new History(after)
                .condition(ConditionType.ScalingActive)
                .filter(c -> !List.of("FixedSize", "Recommending", "HeldAfterAuto", "HeldByAnnotation")
                        .contains(c.getReason()))
                .isPresent();
        var recent = after.scaling() == null ? null : after.scaling().recent();
        return !following || recent == null
                ? Optional.empty()
                : recent.stream()
                        .filter(d -> d.to() != null && d.to() == to && !d.to().equals(d.from()))
                        .findFirst();
    }

    private static @Nullable Integer desired(@Nullable ModelDeploymentStatus status) {
        return Optional.ofNullable(status)
                .map(ModelDeploymentStatus::scaling)
                .map(ScalingStatus::desired)
                .orElse(null);
    }

    private static boolean is(History history, ConditionType type, String status) {
        return history.condition(type).filter(c -> status.equals(c.getStatus())).isPresent();
    }

    private static String message(History history, ConditionType type) {
        return history.condition(type).map(Condition::getMessage).orElse("");
    }
}
