package dev.bailiwick.lab.replay;

import dev.bailiwick.lab.replay.Course.Sample;
import java.util.ArrayList;
import java.util.List;

/** The course of a run, minute by minute. */
final class Minutes {
    private final int[] ready;
    private final int[] starting;
    private final int[] size;
    private int ended;

    Minutes(double seconds) {
        int minutes = (int) Math.ceil(seconds / 60);
        ready = new int[minutes];
        starting = new int[minutes];
        size = new int[minutes];
    }

    /** A minute ends with these replicas; minutes after the trace are not kept. */
    void end(int readyNow, int startingNow, int sizeNow) {
        if (ended < size.length) {
            ready[ended] = readyNow;
            starting[ended] = startingNow;
            size[ended++] = sizeNow;
        }
    }

    List<Sample> samples(Trace trace, Scoring scoring) {
        int[] arrivals = new int[size.length];
        int[] misses = new int[size.length];
        for (int request = 0; request < trace.requests(); request++) {
            int minute = Math.min(size.length - 1, (int) (trace.atSeconds(request) / 60));
            arrivals[minute]++;
            misses[minute] += scoring.missed(request) && scoring.feasible(request) ? 1 : 0;
        }
        List<Sample> samples = new ArrayList<>(size.length);
        for (int minute = 0; minute < size.length; minute++) {
            samples.add(new Sample(arrivals[minute], misses[minute], ready[minute], starting[minute], size[minute]));
        }
        return samples;
    }
}
