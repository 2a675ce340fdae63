package dev.bailiwick.operator.tick;

import dev.bailiwick.api.v1alpha1.ScalingDecision;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.workload.scaling.DecisionReport;
import dev.bailiwick.workload.scaling.ScalingOutlook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What status may say of the ticks. It moves on when the size or the reason changes, and for changed signals at most
 * once per interval; in between the reconciler sees the same words and writes nothing.
 */
final class Published {
    private static final int NOTABLE = 5;

    private final Duration interval;
    private final SignalBudget budget;
    private final List<ScalingDecision> notable = new ArrayList<>();
    private volatile @org.jspecify.annotations.Nullable ScalingOutlook outlook;
    private Instant signalsAt = Instant.EPOCH;

    Published(Duration interval, SignalBudget budget) {
        this.interval = interval;
        this.budget = budget;
    }

    Optional<ScalingOutlook> outlook() {
        return Optional.ofNullable(outlook);
    }

    /**
     * Takes in a decision and says whether status has news.
     *
     * @param caveat what limits the reading of an objective, as far as this tick could see
     */
    boolean news(Decision decision, Optional<String> caveat) {
        var before = outlook;
        var metrics = DecisionReport.metrics(decision);
        // Without a page there is nothing to tell an objective by; what was said stays.
        var said = before == null || metrics == ScalingOutlook.Metrics.USABLE ? caveat : before.caveat();
        var turned = before == null
                || decision.changesSize()
                || !before.reason().equals(decision.reason().name())
                || before.recommended() != decision.recommended()
                || !before.caveat().equals(said);
        var signals = DecisionReport.signals(decision.signals());
        // A sentence may move under one reason: how many replicas give no page, or how old a page is.
        var moved = before != null
                && !(before.signals().equals(signals) && before.message().equals(decision.message()));
        var due = moved && !decision.at().isBefore(signalsAt.plus(interval));
        if (!turned && !(due && budget.spend(decision.at()))) {
            return false;
        }
        if (decision.changesSize()
                || before == null
                || !before.reason().equals(decision.reason().name())) {
            notable.addFirst(DecisionReport.decision(decision));
            if (notable.size() > NOTABLE) {
                notable.removeLast();
            }
        }
        signalsAt = decision.at();
        outlook = new ScalingOutlook(
                decision.recommended(), decision.reason().name(), decision.message(), signals, notable, metrics, said);
        return true;
    }
}
