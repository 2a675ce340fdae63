package dev.bailiwick.lab.replay;

import java.util.Arrays;

/** Requests that become a trace, in any order. */
final class Requests {
    private double[] at;
    private int[] prompts;
    private int[] outputs;
    private int count;

    Requests(int expected) {
        at = new double[expected];
        prompts = new int[expected];
        outputs = new int[expected];
    }

    void add(double second, int promptTokens, int outputTokens) {
        if (count == at.length) {
            int room = Math.max(16, 2 * count);
            at = Arrays.copyOf(at, room);
            prompts = Arrays.copyOf(prompts, room);
            outputs = Arrays.copyOf(outputs, room);
        }
        at[count] = second;
        prompts[count] = promptTokens;
        outputs[count++] = outputTokens;
    }

    /** The trace of these requests, sorted by arrival, those of one moment as they were added. */
    Trace trace(String name, double seconds) {
        int[] order = order();
        double[] sortedAt = new double[count];
        int[] sortedPrompts = new int[count];
        int[] sortedOutputs = new int[count];
        for (int i = 0; i < count; i++) {
            sortedAt[i] = at[order[i]];
            sortedPrompts[i] = prompts[order[i]];
            sortedOutputs[i] = outputs[order[i]];
        }
        return new Trace(name, sortedAt, sortedPrompts, sortedOutputs, seconds);
    }

    /** The places of the arrivals in the order of time: a merge sort, which keeps equal ones in order. */
    private int[] order() {
        int[] from = new int[count];
        for (int i = 0; i < count; i++) {
            from[i] = i;
        }
        int[] to = new int[count];
        for (long width = 1; width < count; width *= 2) {
            for (long start = 0; start < count; start += 2 * width) {
                int middle = (int) Math.min(count, start + width);
                merge(from, to, (int) start, middle, (int) Math.min(count, start + 2 * width));
            }
            int[] merged = to;
            to = from;
            from = merged;
        }
        return from;
    }

    private void merge(int[] from, int[] to, int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft = left < middle && (right == end || at[from[left]] <= at[from[right]]);
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }
}
