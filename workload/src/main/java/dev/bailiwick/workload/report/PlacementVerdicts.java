package dev.bailiwick.workload.report;

import dev.bailiwick.placement.Availability;
import dev.bailiwick.placement.Resolution;
import dev.bailiwick.workload.Pass;
import dev.bailiwick.workload.rollout.FleetReader;
import dev.bailiwick.workload.status.ConditionReason;
import dev.bailiwick.workload.status.ConditionType;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.List;
import java.util.Optional;

/** Judges AcceleratorResolved (can it be met) and Placed (is it met now). */
final class PlacementVerdicts {
    private PlacementVerdicts() {}

    static Verdict acceleratorResolved(Pass pass) {
        if (pass.placement().isEmpty()) {
            return new Verdict(ConditionReason.NoAcceleratorAsked, "the engine runs on CPU");
        }
        return switch (pass.placement().get().resolution()) {
            case Resolution.Unresolvable(var reason, var message) ->
                new Verdict(ConditionReason.NoNodeMatches, message);
            case Resolution.Resolved(var nodes, var unproven) ->
                unproven == 0
                        ? new Verdict(
                                ConditionReason.NodesFound, counted(nodes, "node", "nodes") + " can hold a replica")
                        : new Verdict(
                                ConditionReason.SharingUnproven,
                                "%s can hold a replica; %s not say whether GPUs are shared among pods"
                                        .formatted(
                                                counted(nodes, "node", "nodes"),
                                                unproven == 1 ? "1 of them does" : unproven + " of them do"));
        };
    }

    static Verdict placed(Pass pass, History history) {
        var waiting = waiting(pass);
        var refused = refused(pass);
        if (refused.isPresent()) {
            return new Verdict(ConditionReason.PodsRefused, refused.get());
        }
        if (!waiting.isEmpty()) {
            return notPlaced(pass, waiting);
        }
        var undecided = undecided(pass);
        if (undecided > 0) {
            // A replica just ordered is no news: what was true stays until the scheduler has spoken.
            return history.verdict(ConditionType.Placed)
                    .orElse(new Verdict(
                            ConditionReason.NotYetScheduled,
                            counted(undecided, "replica has", "replicas have") + " no node yet"));
        }
        return pass.sizing().size() == 0
                ? new Verdict(ConditionReason.NothingToPlace, "no replica is asked for")
                : new Verdict(ConditionReason.AllPlaced, "every replica has a node");
    }

    private static Verdict notPlaced(Pass pass, List<Pod> waiting) {
        var who = who(pass, waiting);
        if (pass.placement().isPresent()) {
            var plan = pass.placement().get();
            if (plan.resolution() instanceof Resolution.Unresolvable(var reason, var message)) {
                return new Verdict(ConditionReason.NoFreeAccelerator, who + ": " + message);
            }
            if (plan.availability() instanceof Availability.Taken(var message)) {
                return new Verdict(ConditionReason.NoFreeAccelerator, who + ": " + message);
            }
        }
        var words = waiting.stream()
                .flatMap(pod -> scheduled(pod).stream())
                .map(PodCondition::getMessage)
                .filter(message -> message != null && !message.isBlank())
                .findFirst()
                .orElse("the scheduler gives no reason");
        return new Verdict(ConditionReason.NotSchedulable, who + "; the scheduler says: " + words);
    }

    private static String who(Pass pass, List<Pod> waiting) {
        var count = counted(waiting.size(), "replica waits", "replicas wait");
        return pass.rolledOut() ? count : count + ", of revision " + pass.revision();
    }

    /** Pods that the scheduler has looked at and found no node for. */
    private static List<Pod> waiting(Pass pass) {
        return pass.observed().pods().stream()
                .filter(pod -> pod.getSpec().getNodeName() == null && !FleetReader.draining(pod))
                .filter(pod -> scheduled(pod)
                        .filter(condition -> "False".equals(condition.getStatus()))
                        .isPresent())
                .toList();
    }

    private static int undecided(Pass pass) {
        var unscheduled = (int) pass.observed().pods().stream()
                .filter(pod -> pod.getSpec().getNodeName() == null && !FleetReader.draining(pod))
                .count();
        var kept = pass.replicas().size() - pass.draining();
        return unscheduled + Math.max(0, pass.sizing().size() - kept);
    }

    private static Optional<String> refused(Pass pass) {
        return pass.observed().replicaSets().stream()
                .filter(set -> set.getStatus() != null)
                .flatMap(set -> set.getStatus().getConditions().stream())
                .filter(c -> "ReplicaFailure".equals(c.getType()) && "True".equals(c.getStatus()))
                .map(c -> c.getMessage())
                .findFirst();
    }

    private static Optional<PodCondition> scheduled(Pod pod) {
        return FleetReader.condition(pod, "PodScheduled");
    }

    static String counted(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
