package dev.bailiwick.workload;

import java.time.Duration;

/**
 * What the operator's configuration says about every deployment.
 *
 * @param startupBudget longest time a replica may take from its start to ready; the cold start of the largest model
 * @param progressDeadline time without progress after which a deployment is Stalled; it stands still while no
 *     accelerator is free
 * @param preStopSleep time between a pod's removal from the Service and SIGTERM, so that proxies stop sending
 * @param idleGrace time after the start of a drain before idle metrics count, so that proxies have stopped sending
 * @param signalsInterval least time between two writes of signals into one status
 * @param operatorNamespace namespace of the operator, admitted to the engines' ports
 */
public record Settings(
        Duration startupBudget,
        Duration progressDeadline,
        Duration preStopSleep,
        Duration idleGrace,
        Duration signalsInterval,
        String operatorNamespace) {

    /** What a chart without values gives. */
    public static Settings standard(String operatorNamespace) {
        return new Settings(
                Duration.ofMinutes(30),
                Duration.ofMinutes(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                operatorNamespace);
    }
}
