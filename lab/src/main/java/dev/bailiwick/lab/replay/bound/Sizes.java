package dev.bailiwick.lab.replay.bound;

import dev.bailiwick.lab.replay.Schedule;
import dev.bailiwick.lab.replay.Schedule.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Schedules made of others. All of them say what the size is from time 0 on, and no step of theirs changes nothing. */
final class Sizes {
    private final List<Step> steps = new ArrayList<>();

    private Sizes() {}

    /** A schedule whose every time is told: before its first step it has the size with which a run begins. */
    static Schedule whole(Schedule schedule, int warm) {
        Sizes sizes = new Sizes();
        sizes.add(0, warm);
        schedule.steps().forEach(step -> sizes.add(step.at(), step.size()));
        return sizes.schedule();
    }

    /** With other sizes from one time to another, which is excluded. */
    static Schedule over(Schedule schedule, long from, long to, IntUnaryOperator other) {
        Sizes sizes = new Sizes();
        sizes.copy(schedule, 0, from, size -> size);
        sizes.copy(schedule, from, to, other);
        sizes.copy(schedule, to, Long.MAX_VALUE, size -> size);
        return sizes.schedule();
    }

    /** From one time to another, which is excluded, what a second schedule says. */
    static Schedule spliced(Schedule schedule, Schedule second, long from, long to) {
        Sizes sizes = new Sizes();
        sizes.copy(schedule, 0, from, size -> size);
        sizes.copy(second, from, to, size -> size);
        sizes.copy(schedule, to, Long.MAX_VALUE, size -> size);
        return sizes.schedule();
    }

    /** With the steps from one time to another, which is excluded, later by {@code by}, or earlier; none leaves them. */
    static Schedule shifted(Schedule schedule, long from, long to, long by) {
        Sizes sizes = new Sizes();
        sizes.copy(schedule, 0, from, size -> size);
        sizes.add(from, schedule.sizeAt(from - 1, schedule.sizeAt(0, 0)));
        for (Step step : schedule.steps()) {
            if (step.at() >= from && step.at() < to && step.at() + by < to) {
                sizes.add(Math.max(from, step.at() + by), step.size());
            }
        }
        sizes.copy(schedule, to, Long.MAX_VALUE, size -> size);
        return sizes.schedule();
    }

    /** All of it earlier, what would be before the start at the start. */
    static Schedule earlier(Schedule schedule, long by) {
        return shifted(schedule, 0, Long.MAX_VALUE, -by);
    }

    private void copy(Schedule schedule, long from, long to, IntUnaryOperator size) {
        if (from >= to) {
            return;
        }
        add(from, size.applyAsInt(schedule.sizeAt(from, 0)));
        for (Step step : schedule.steps()) {
            if (step.at() > from && step.at() < to) {
                add(step.at(), size.applyAsInt(step.size()));
            }
        }
    }

    /** Appends a step; one at the time of the last takes its place. */
    private void add(long at, int size) {
        if (!steps.isEmpty() && steps.getLast().at() == at) {
            steps.removeLast();
        }
        if (steps.isEmpty() || steps.getLast().size() != size) {
            steps.add(new Step(at, size));
        }
    }

    private Schedule schedule() {
        return new Schedule(steps);
    }
}
