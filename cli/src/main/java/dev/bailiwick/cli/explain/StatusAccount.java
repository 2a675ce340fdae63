package dev.bailiwick.cli.explain;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.api.v1alpha1.ModelDeploymentStatus;
import dev.bailiwick.api.v1alpha1.ScalingDecision;
import dev.bailiwick.api.v1alpha1.ScalingStatus;
import dev.bailiwick.autoscaler.Reason;
import dev.bailiwick.cli.explain.Account.Blocker;
import dev.bailiwick.cli.explain.Account.Choice;
import dev.bailiwick.workload.Defaults;
import dev.bailiwick.workload.Keys;
import dev.bailiwick.workload.rollout.FleetReader;
import dev.bailiwick.workload.scaling.ScalingPolicies;
import dev.bailiwick.workload.status.ConditionReason;
import dev.bailiwick.workload.status.ConditionType;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Explains a deployment as it is now, from its status, its pods and its events. */
final class StatusAccount {
    private static final ScalingStatus NOTHING = new ScalingStatus(null, null, null, null, null, null, null, null);

    /** Who records the operator's events; what others write about the object is not ours to repeat. */
    private static final String OPERATOR = "bailiwick.dev/operator";

    private StatusAccount() {}

    static Account of(ModelDeployment deployment, List<Pod> pods, List<Event> events, Instant now) {
        var status = deployment.getStatus();
        var scaling = status == null || status.scaling() == null ? NOTHING : status.scaling();
        var live = pods.stream().filter(FleetReader::live).toList();
        var by = by(deployment);
        return new Account(
                Account.SCHEMA,
                deployment.getMetadata().getNamespace(),
                deployment.getMetadata().getName(),
                Account.Source.Status,
                now,
                rule(deployment, by),
                size(scaling, live),
                decision(scaling),
                recent(scaling).stream()
                        .filter(choice ->
                                choice.from() != null && !choice.from().equals(choice.to()))
                        .findFirst()
                        .orElse(null),
                numbers(scaling),
                List.of(),
                bounds(deployment, scaling),
                changes(deployment, scaling, by),
                blocking(status),
                Drains.of(live, Defaults.drainDeadline(deployment.getSpec())),
                recent(scaling),
                warnings(events),
                notes(deployment, scaling));
    }

    private static String by(ModelDeployment deployment) {
        return condition(deployment.getStatus(), ConditionType.ScalingActive)
                .flatMap(active -> Arrays.stream(ConditionReason.values())
                        .filter(reason -> reason.name().equals(active.getReason()))
                        .findFirst())
                .map(reason -> switch (reason) {
                    case FixedSize -> "Fixed";
                    case Recommending -> "Recommend";
                    case HeldByAnnotation, HeldAfterAuto -> reason.name();
                    default -> "Auto";
                })
                .orElseGet(() -> deployment.getSpec().scaling() == null
                        ? "Fixed"
                        : deployment.getSpec().scaling().mode().name());
    }

    private static Account.Rule rule(ModelDeployment deployment, String by) {
        var scaling = deployment.getSpec().scaling();
        return scaling == null
                ? new Account.Rule(by, null, null)
                : new Account.Rule(
                        by, scaling.minReplicas() == null ? (Integer) 1 : scaling.minReplicas(), scaling.maxReplicas());
    }

    private static Account.Size size(ScalingStatus scaling, List<Pod> live) {
        var draining = live.stream().filter(FleetReader::draining).count();
        var ready = live.stream()
                .filter(pod -> !FleetReader.draining(pod) && FleetReader.ready(pod))
                .count();
        return new Account.Size(
                scaling.desired(), scaling.recommended(), (int) ready, (int) (live.size() - ready - draining), (int)
                        draining);
    }

    private static @Nullable Choice decision(ScalingStatus scaling) {
        var reason = scaling.reason();
        var message = scaling.message();
        if (reason == null || message == null) {
            return null;
        }
        return recent(scaling).stream()
                .filter(choice -> choice.message().equals(message))
                .findFirst()
                .orElseGet(() -> new Choice(null, null, scaling.recommended(), reason, message));
    }

    private static List<Choice> recent(ScalingStatus scaling) {
        return scaling.recent() == null
                ? List.of()
                : scaling.recent().stream().map(StatusAccount::choice).toList();
    }

    private static Choice choice(ScalingDecision decision) {
        return new Choice(
                Instant.parse(decision.time()), decision.from(), decision.to(), decision.reason(), decision.message());
    }

    private static Account.Numbers numbers(ScalingStatus scaling) {
        var signals = scaling.signals();
        return signals == null
                ? new Account.Numbers(null, null, null, null, null, null, null, null, null, null)
                : new Account.Numbers(
                        Figures.parsed(signals.running()),
                        Figures.parsed(signals.waiting()),
                        Figures.parsed(signals.tokensPerSecond()),
                        Figures.parsed(signals.kvCacheUsage()),
                        Figures.parsed(signals.arrivalsPerSecond()),
                        null,
                        null,
                        null,
                        null,
                        null);
    }

    private static Optional<Reason> reason(ScalingStatus scaling) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.name().equals(scaling.reason()))
                .findFirst();
    }

    private static List<Account.Bound> bounds(ModelDeployment deployment, ScalingStatus scaling) {
        return deployment.getSpec().scaling() == null
                ? List.of()
                : reason(scaling)
                        .map(reason -> Bounds.of(reason, ScalingPolicies.of(deployment, held(scaling))))
                        .orElse(List.of());
    }

    private static List<String> changes(ModelDeployment deployment, ScalingStatus scaling, String by) {
        return switch (by) {
            case "Fixed" -> Levers.fixed();
            case "Recommend" -> Levers.recommending();
            case "HeldByAnnotation" -> Levers.heldByAnnotation();
            case "HeldAfterAuto" ->
                scaling.held() == null
                        ? Levers.recommending()
                        : Levers.heldAfterAuto(scaling.held().specReplicas());
            default ->
                reason(scaling)
                        .map(reason -> Levers.of(
                                ScalingPolicies.of(deployment, held(scaling)),
                                reason,
                                held(scaling),
                                Levers.Known.NOTHING))
                        .orElse(List.of());
        };
    }

    private static int held(ScalingStatus scaling) {
        return scaling.desired() == null ? 0 : scaling.desired();
    }

    private static List<Blocker> blocking(@Nullable ModelDeploymentStatus status) {
        return status == null || status.conditions() == null
                ? List.of()
                : status.conditions().stream()
                        .filter(StatusAccount::bad)
                        .map(condition -> new Blocker(
                                condition.getType(),
                                condition.getStatus(),
                                condition.getReason(),
                                Instant.parse(condition.getLastTransitionTime()),
                                condition.getMessage()))
                        .toList();
    }

    /** Whether a condition stands in the way; a size that somebody holds on purpose does not. */
    private static boolean bad(Condition condition) {
        return switch (condition.getType()) {
            case "Stalled" -> "True".equals(condition.getStatus());
            case "Reconciling" -> false;
            case "ScalingActive" ->
                ConditionReason.MetricsUnavailable.name().equals(condition.getReason())
                        || ConditionReason.NoReadyReplica.name().equals(condition.getReason());
            default -> !"True".equals(condition.getStatus());
        };
    }

    private static Optional<Condition> condition(@Nullable ModelDeploymentStatus status, ConditionType type) {
        return status == null || status.conditions() == null
                ? Optional.empty()
                : status.conditions().stream()
                        .filter(condition -> type.name().equals(condition.getType()))
                        .findFirst();
    }

    private static List<Account.Warning> warnings(List<Event> events) {
        return events.stream()
                .filter(event -> "Warning".equals(event.getType()) && OPERATOR.equals(event.getReportingController()))
                .sorted(Comparator.comparing(StatusAccount::time).reversed())
                .limit(Account.RECENT)
                .map(event -> new Account.Warning(
                        time(event),
                        Optional.ofNullable(event.getReason()).orElse(""),
                        Optional.ofNullable(event.getNote()).orElse("")))
                .toList();
    }

    private static Instant time(Event event) {
        return event.getEventTime() != null && event.getEventTime().getTime() != null
                ? Instant.parse(event.getEventTime().getTime())
                : Instant.parse(event.getMetadata().getCreationTimestamp());
    }

    private static List<String> notes(ModelDeployment deployment, ScalingStatus scaling) {
        if (deployment.getStatus() == null) {
            return List.of("it has no status yet: the operator has not looked at it; is one running, and does it watch"
                    + " this namespace?");
        }
        var annotations = deployment.getMetadata().getAnnotations();
        if (annotations != null && "false".equals(annotations.get(Keys.HOLD)) && scaling.held() == null) {
            return List.of("annotation %s: \"false\" has done its work and can go".formatted(Keys.HOLD));
        }
        return List.of();
    }
}
