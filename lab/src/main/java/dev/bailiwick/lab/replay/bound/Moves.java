package dev.bailiwick.lab.replay.bound;

import dev.bailiwick.lab.replay.Schedule;
import dev.bailiwick.lab.replay.Schedule.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Small changes of a schedule within a time: a size lowered, raised or levelled for a while, a step moved, a block of
 * steps shifted. They are drawn at random.
 */
final class Moves {
    private static final int MOST = 3;
    private static final long SHORTEST = 1_000_000_000;

    private final int fewest;
    private final int most;
    private final long grain;
    private final RandomGenerator random;

    /**
     * Moves within bounds.
     *
     * @param fewest fewest replicas
     * @param most most replicas
     * @param grain new steps are at multiples of it, in nanoseconds
     */
    Moves(int fewest, int most, long grain, RandomGenerator random) {
        this.fewest = fewest;
        this.most = most;
        this.grain = grain;
        this.random = random;
    }

    /** A schedule that differs at times from one to another, which is excluded; it may be the same. */
    Schedule move(Schedule schedule, long from, long to) {
        List<Step> within = schedule.steps().stream()
                .filter(step -> step.at() > from && step.at() < to)
                .toList();
        double kind = random.nextDouble();
        if (within.isEmpty() || kind < 0.35) {
            return resized(schedule, within, from, to);
        }
        if (kind < 0.70) {
            return stepMoved(schedule, within, from, to);
        }
        if (kind < 0.85) {
            return levelled(schedule, within, from, to);
        }
        return shifted(schedule, within, from, to);
    }

    /** For a while some more or, more often, some fewer. */
    private Schedule resized(Schedule schedule, List<Step> within, long from, long to) {
        long begin = moment(within, from, to);
        long end = moment(within, from, to);
        int by = random.nextInt(8) == 0 ? 1 + random.nextInt(MOST) : 1;
        int change = random.nextInt(3) == 0 ? by : -by;
        return Sizes.over(
                schedule, Math.min(begin, end), Math.max(begin, end), size -> Math.clamp(size + change, fewest, most));
    }

    /** A step, or one replica of it, is earlier or later. */
    private Schedule stepMoved(Schedule schedule, List<Step> within, long from, long to) {
        Step step = within.get(random.nextInt(within.size()));
        int before = schedule.sizeAt(step.at() - 1, step.size());
        long at = Math.clamp(snapped(step.at() + distance(to - from)), from, to);
        boolean part = Math.abs(step.size() - before) > 1 && random.nextBoolean();
        int one = Integer.signum(step.size() - before);
        if (at < step.at()) {
            return Sizes.over(schedule, at, step.at(), size -> part ? before + one : step.size());
        }
        return Sizes.over(schedule, step.at(), at, size -> part ? step.size() - one : before);
    }

    /** For a while one of the sizes that are near. */
    private Schedule levelled(Schedule schedule, List<Step> within, long from, long to) {
        long one = moment(within, from, to);
        long other = moment(within, from, to);
        long begin = Math.min(one, other);
        long end = Math.max(one, other);
        int level =
                random.nextBoolean() ? schedule.sizeAt(Math.max(0, begin - 1), fewest) : schedule.sizeAt(end, fewest);
        return Sizes.over(schedule, begin, end, size -> level);
    }

    /** Some steps that follow one another, all earlier or later. */
    private Schedule shifted(Schedule schedule, List<Step> within, long from, long to) {
        int first = random.nextInt(within.size());
        int last = Math.min(within.size() - 1, first + random.nextInt(1 + within.size() - first));
        long by = distance(to - from);
        long begin = within.get(first).at();
        long end = within.get(last).at() + grain;
        long shift = snapped(begin + by) - begin;
        return Sizes.shifted(
                schedule,
                Math.clamp(begin + Math.min(0, shift), from, to),
                Math.clamp(end + Math.max(0, shift), from, to),
                shift);
    }

    /** A time at which there is a step, or any. */
    private long moment(List<Step> within, long from, long to) {
        List<Long> moments = new ArrayList<>(List.of(from, to));
        within.forEach(step -> moments.add(step.at()));
        if (random.nextBoolean()) {
            return moments.get(random.nextInt(moments.size()));
        }
        return Math.clamp(snapped(from + (long) (random.nextDouble() * (to - from))), from, to);
    }

    /** A length of time, before or after, the short ones as likely as the long ones. */
    private long distance(long longest) {
        double least = (double) Math.max(grain, SHORTEST);
        double length = least * StrictMath.exp(random.nextDouble() * Math.max(0, StrictMath.log(longest / least)));
        return random.nextBoolean() ? (long) length : -(long) length;
    }

    private long snapped(long at) {
        return Math.max(0, (at + grain / 2) / grain * grain);
    }
}
