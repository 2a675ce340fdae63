package dev.bailiwick.lab.replay.peer;

import dev.bailiwick.lab.replay.View;
import java.util.OptionalLong;

/**
 * Knative's way to zero (knative/serving pkg/reconciler/autoscaling/kpa/scaler.go): active for a stable window, then
 * inactive for a grace period, in which the activator takes the path.
 */
final class KpaToZero {
    private final long activeMillis;
    private final long inactiveMillis;
    private OptionalLong activeSince = OptionalLong.empty();
    private OptionalLong inactiveSince = OptionalLong.empty();

    KpaToZero(long activeMillis, long inactiveMillis) {
        this.activeMillis = activeMillis;
        this.inactiveMillis = inactiveMillis;
    }

    /** The size for a wanted one of zero or more. */
    int size(View view, int wanted) {
        long now = Readings.millis(view);
        if (view.size() == 0) {
            activeSince = OptionalLong.empty();
            inactiveSince = OptionalLong.empty();
            return wanted;
        }
        if (wanted > 0) {
            if (inactiveSince.isPresent() || (activeSince.isEmpty() && view.ready() > 0)) {
                activeSince = OptionalLong.of(now);
            }
            inactiveSince = OptionalLong.empty();
            return wanted;
        }
        if (activeSince.isEmpty()) {
            activeSince = view.ready() > 0 ? OptionalLong.of(now) : OptionalLong.empty();
            return view.ready() > 0 ? 1 : view.size();
        }
        if (inactiveSince.isPresent()) {
            return now - inactiveSince.getAsLong() >= inactiveMillis ? 0 : view.size();
        }
        if (now - activeSince.getAsLong() >= activeMillis) {
            inactiveSince = OptionalLong.of(now);
            return view.size();
        }
        return 1;
    }
}
