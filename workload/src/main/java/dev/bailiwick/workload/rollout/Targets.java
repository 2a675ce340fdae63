package dev.bailiwick.workload.rollout;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many replicas each revision should keep, without draining ones (design 5, Rollout): one new pod at a time, the
 * old leave as the new become ready; growth goes to the new revision once it has a ready pod, before that to the old.
 */
final class Targets {
    private Targets() {}

    static Map<String, Integer> of(RevisionSet current, List<RevisionSet> old, int desired) {
        var targets = new LinkedHashMap<String, Integer>();
        var ready = Math.min(current.serving(), desired);
        var oldKept = old.stream().mapToInt(RevisionSet::kept).sum();
        if (oldKept == 0) {
            targets.put(current.revision(), desired);
            old.forEach(set -> targets.put(set.revision(), 0));
            return targets;
        }
        var oldWanted = ready == 0 ? desired : Math.min(desired - ready, oldKept);
        var currentWanted = ready == 0 ? 1 : Math.max(ready + 1, desired - oldKept);
        targets.put(current.revision(), Math.min(desired, Math.max(currentWanted, current.kept())));
        shareOut(old, oldWanted, targets);
        return targets;
    }

    /** Keeps what serves first, of the newest first, and then what starts; what is still missing grows the newest. */
    private static void shareOut(List<RevisionSet> old, int wanted, Map<String, Integer> targets) {
        var newestFirst = old.stream()
                .sorted(Comparator.comparing((RevisionSet s) -> s.serving() > 0)
                        .thenComparing(s -> s.kept() > 0)
                        .thenComparing(RevisionSet::created)
                        .reversed())
                .toList();
        var left = wanted;
        for (var set : newestFirst) {
            var share = Math.min(Math.min(set.serving(), set.kept()), left);
            targets.put(set.revision(), share);
            left -= share;
        }
        for (var set : newestFirst) {
            var more = Math.min(set.kept() - targets.getOrDefault(set.revision(), 0), left);
            targets.merge(set.revision(), more, Integer::sum);
            left -= more;
        }
        if (left > 0) {
            targets.merge(newestFirst.getFirst().revision(), left, Integer::sum);
        }
    }
}
