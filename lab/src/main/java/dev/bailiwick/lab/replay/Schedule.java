package dev.bailiwick.lab.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * The size asked for over time, as somebody would write it who knows all of a trace. Before its first step a run has the
 * size with which it begins.
 *
 * @param steps when the size becomes what, in the order of time and each at a time of its own
 */
public record Schedule(List<Step> steps) {

    /**
     * From a time on the size is another.
     *
     * @param at nanoseconds from the start of the trace, 0 or more
     * @param size the size from then on, 0 or more; a run clamps it to the bounds of its cell
     */
    public record Step(long at, int size) {}

    /**
     * Copies the steps.
     *
     * @throws IllegalArgumentException when they are not in the order of time
     */
    public Schedule {
        steps = List.copyOf(steps);
        long last = -1;
        for (Step step : steps) {
            if (step.at() <= last) {
                throw new IllegalArgumentException("a step at " + step.at() + " ns comes after one at " + last + " ns");
            }
            last = step.at();
        }
    }

    /** One size throughout. */
    public static Schedule fixed(int size) {
        return new Schedule(List.of(new Step(0, size)));
    }

    /** The sizes that a run asked for, from its second on the trace to the nanosecond. */
    public static Schedule of(Course course) {
        List<Step> steps = new ArrayList<>();
        course.changes().forEach(change -> steps.add(new Step(Nanos.of(change.atSeconds()), change.to())));
        return new Schedule(steps);
    }

    /** The size that is asked for at a time; {@code before} when no step is there yet. */
    public int sizeAt(long at, int before) {
        int next = after(at);
        return next == 0 ? before : steps.get(next - 1).size();
    }

    /** When the first step after a time is; {@link Long#MAX_VALUE} when none is. */
    long nextAfter(long at) {
        int next = after(at);
        return next == steps.size() ? Nanos.NEVER : steps.get(next).at();
    }

    /** The place of the first step after a time. */
    private int after(long at) {
        int low = 0;
        int high = steps.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (steps.get(middle).at() <= at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
