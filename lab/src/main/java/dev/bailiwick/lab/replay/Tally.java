package dev.bailiwick.lab.replay;

/** What a run came to, minute by minute of its trace: whole numbers, of which those of a run's score are sums. */
public final class Tally {
    private final int[] misses;
    private final long[] paid;

    Tally(int[] misses, long[] paid) {
        this.misses = misses;
        this.paid = paid;
    }

    /** Requests that arrived in a minute, count, are feasible and became a miss. */
    public int misses(int minute) {
        return misses[minute];
    }

    /** Nanoseconds of replicas paid in a minute within the counted interval. */
    public long paid(int minute) {
        return paid[minute];
    }

    /** Minutes of the trace, of which the last may be shorter. */
    public int minutes() {
        return misses.length;
    }

    /** Misses of the run. */
    public long misses() {
        long sum = 0;
        for (int minute : misses) {
            sum += minute;
        }
        return sum;
    }

    /** Nanoseconds of replicas paid in the run. */
    public long paid() {
        long sum = 0;
        for (long minute : paid) {
            sum += minute;
        }
        return sum;
    }
}
