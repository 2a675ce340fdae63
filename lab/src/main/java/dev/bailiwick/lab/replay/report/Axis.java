package dev.bailiwick.lab.replay.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps a quantity to pixels.
 *
 * @param from the quantity at {@code start}
 * @param to the quantity at {@code end}
 * @param start pixels, may lie beyond {@code end}
 * @param end pixels
 * @param logarithmic whether equal ratios are equally long; both bounds are above 0 then
 */
record Axis(double from, double to, double start, double end, boolean logarithmic) {

    /** Where a quantity lies; one beyond the bounds lies on the nearer. */
    double at(double value) {
        double bounded = Math.clamp(value, Math.min(from, to), Math.max(from, to));
        double share = logarithmic ? Math.log(bounded / from) / Math.log(to / from) : (bounded - from) / (to - from);
        return start + share * (end - start);
    }

    /** Round values within the bounds, about {@code wanted} of them. */
    List<Double> ticks(int wanted) {
        return logarithmic && to / from >= 4 ? decades(wanted) : steps(wanted);
    }

    private List<Double> steps(int wanted) {
        double raw = (to - from) / Math.max(1, wanted);
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = raw / power > 5 ? 10 * power : raw / power > 2 ? 5 * power : raw / power > 1 ? 2 * power : power;
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private List<Double> decades(int wanted) {
        List<Double> ticks = new ArrayList<>();
        boolean sparse = Math.log10(to / from) * 3 > wanted;
        for (double power = Math.pow(10, Math.floor(Math.log10(from))); power <= to; power *= 10) {
            for (int factor : sparse ? new int[] {1} : new int[] {1, 2, 5}) {
                double value = factor * power;
                if (value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9)) {
                    ticks.add(value);
                }
            }
        }
        return ticks;
    }
}
