package dev.bailiwick.lab.replay.causal;

/** Work by the second in which it arrives, in seconds of a replica. */
final class Flow {
    private final double[] before;
    private final int knownFrom;

    /**
     * The flow of what arrives in each second.
     *
     * @param perSecond one for each second of the trace
     * @param knownFrom from which second on a mix is known
     */
    Flow(double[] perSecond, int knownFrom) {
        this.before = new double[perSecond.length + 1];
        this.knownFrom = knownFrom;
        for (int second = 0; second < perSecond.length; second++) {
            before[second + 1] = before[second] + perSecond[second];
        }
    }

    /** From which second on a mix is known. */
    int knownFrom() {
        return knownFrom;
    }

    /** How many whole seconds the trace has. */
    int seconds() {
        return before.length - 1;
    }

    /** Work that arrives from one second to another; outside of the trace is none. */
    double between(int from, int to) {
        return before[Math.clamp(to, 0, seconds())] - before[Math.clamp(from, 0, seconds())];
    }

    /** Replicas that the arrivals of a time keep busy; time before the start of the trace does not count. */
    double rate(int from, int to) {
        int first = Math.max(0, from);
        return between(first, to) / Math.max(1, to - first);
    }
}
