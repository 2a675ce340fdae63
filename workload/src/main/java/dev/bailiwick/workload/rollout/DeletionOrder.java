package dev.bailiwick.workload.rollout;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The order in which a ReplicaSet removes pods when its number is lowered (behaviour 1, {@code
 * kubernetes/pkg/controller/controller_utils.go}): without a node, pending, not ready, lower deletion cost, younger.
 * How many replicas share a node is left out; it only decides among equals, which are never assumed here.
 */
final class DeletionOrder {
    private static final Comparator<Replica> FIRST_TO_GO = Comparator.comparing(
                    (Replica r) -> r.order().scheduled())
            .thenComparing(r -> r.order().running())
            .thenComparing(r -> r.order().ready())
            .thenComparingInt(r -> r.order().deletionCost());

    private DeletionOrder() {}

    /**
     * Whether lowering the number by the size of {@code chosen} removes exactly these of {@code all}: each goes before
     * each that stays, or both never served and either may go.
     */
    static boolean removesExactly(Set<Replica> chosen, List<Replica> all) {
        return all.stream()
                .filter(stays -> !chosen.contains(stays))
                .allMatch(stays -> chosen.stream().allMatch(goes -> before(goes, stays)));
    }

    private static boolean before(Replica goes, Replica stays) {
        var order = FIRST_TO_GO.compare(goes, stays);
        return order < 0 || (order == 0 && goes.neverServed() && stays.neverServed());
    }
}
