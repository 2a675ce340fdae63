package dev.bailiwick.lab.replay.peer;

import dev.bailiwick.lab.replay.Setting;
import java.util.OptionalInt;

/**
 * Knative's decision from concurrency (knative/serving v0.45.0 pkg/autoscaler/scaling/autoscaler.go): stable and panic
 * window, rates of change against ready pods, no fall while panicking.
 */
final class KpaScale {
    private static final int DELAY_STEP_SECONDS = 2;

    private final double target;
    private final double maxUpRate;
    private final double maxDownRate;
    private final double panicThreshold;
    private final int stableSeconds;
    private final KpaWindow stable;
    private final KpaWindow panic;
    private final boolean delayed;
    private final SlidingExtreme delay;
    private boolean begun;
    private boolean panicking;
    private long panicSecond;
    private int panicPods;

    KpaScale(Setting setting) {
        this.target = setting.get("target") * setting.get("utilization");
        this.maxUpRate = setting.get("max-up-rate");
        this.maxDownRate = setting.get("max-down-rate");
        this.panicThreshold = setting.get("panic-threshold");
        this.stableSeconds = (int) Math.round(setting.get("stable-window"));
        this.stable = new KpaWindow(stableSeconds);
        this.panic = new KpaWindow((int) Math.max(1, Math.round(stableSeconds * setting.get("panic-share"))));
        double down = setting.get("down-delay");
        this.delayed = down > 0;
        this.delay = new SlidingExtreme(true, (long) Math.ceil(down / DELAY_STEP_SECONDS), false);
    }

    /** Adds what was seen in a second. */
    void record(long second, double concurrency) {
        stable.record(second, concurrency);
        panic.record(second, concurrency);
    }

    double stable(long second) {
        return stable.mean(second);
    }

    double panic(long second) {
        return panic.mean(second);
    }

    boolean panicking() {
        return panicking;
    }

    /**
     * Wanted pods, before bounds.
     *
     * @param second seconds since 1970
     * @param ready pods that are ready
     * @return empty when there is nothing to decide on
     */
    OptionalInt scale(long second, int ready) {
        if (!begun) {
            begun = true;
            panicking = ready > 1;
            panicSecond = second;
            panicPods = ready;
        }
        if (stable.empty(second)) {
            return OptionalInt.empty();
        }
        double pods = Math.max(1, ready);
        double most = Math.ceil(maxUpRate * pods);
        double least = Math.floor(pods / maxDownRate);
        double byStable = Math.ceil(stable.mean(second) / target);
        double byPanic = Math.ceil(panic.mean(second) / target);
        int wanted = (int) Math.min(Math.max(byStable, least), most);
        int wantedInPanic = (int) Math.min(Math.max(byPanic, least), most);
        if (byPanic / pods >= panicThreshold) {
            panicking = true;
            panicSecond = second;
        } else if (panicking && panicSecond + stableSeconds < second) {
            panicking = false;
            panicPods = 0;
        }
        if (panicking) {
            panicPods = Math.max(panicPods, Math.max(wanted, wantedInPanic));
            wanted = panicPods;
        }
        return OptionalInt.of(delayed ? delayed(second, wanted) : wanted);
    }

    private int delayed(long second, int wanted) {
        long step = second / DELAY_STEP_SECONDS;
        int held = delay.with(step, wanted);
        delay.add(step, wanted);
        return held;
    }
}
