package dev.bailiwick.workload.report;

import dev.bailiwick.api.v1alpha1.ScalingDecision;
import dev.bailiwick.api.v1alpha1.ScalingSignals;
import dev.bailiwick.api.v1alpha1.ScalingStatus;
import dev.bailiwick.workload.Pass;
import dev.bailiwick.workload.scaling.ScalingOutlook;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reports what the autoscaler holds, recommends and decided; what it said before a restart is kept. */
final class ScalingReport {
    private static final int RECENT = 5;
    /** Server-side apply turns an object that loses its last field into null, which the API server then refuses. */
    private static final ScalingSignals NONE = new ScalingSignals(null, null, null, null, null);

    private ScalingReport() {}

    static ScalingStatus of(Pass pass) {
        var status = pass.observed().deployment().getStatus();
        var before = status == null ? null : status.scaling();
        var scaled = pass.observed().deployment().getSpec().scaling() != null;
        var outlook = scaled ? pass.outlook().orElse(null) : null;
        var signals = pass.outlook().map(ScalingOutlook::signals).orElse(kept(before));
        var kept = scaled ? before : null;
        var moved = before != null
                && before.desired() != null
                && before.desired() != pass.sizing().size();
        return new ScalingStatus(
                pass.sizing().size(),
                outlook != null ? Integer.valueOf(outlook.recommended()) : kept == null ? null : kept.recommended(),
                outlook != null ? outlook.reason() : kept == null ? null : kept.reason(),
                outlook != null ? outlook.message() : kept == null ? null : kept.message(),
                NONE.equals(signals) ? null : signals,
                pass.sizing().held(),
                moved
                        ? pass.now().truncatedTo(ChronoUnit.SECONDS).toString()
                        : before == null ? null : before.lastScaleTime(),
                recent(before, outlook));
    }

    private static @Nullable ScalingSignals kept(@Nullable ScalingStatus before) {
        return before == null ? null : before.signals();
    }

    private static @Nullable List<ScalingDecision> recent(
            @Nullable ScalingStatus before, @Nullable ScalingOutlook outlook) {
        var old = before == null || before.recent() == null ? List.<ScalingDecision>of() : before.recent();
        var fresh = outlook == null ? List.<ScalingDecision>of() : outlook.notable();
        var all = Stream.concat(fresh.stream(), old.stream())
                .distinct()
                .limit(RECENT)
                .toList();
        return all.isEmpty() ? null : all;
    }
}
