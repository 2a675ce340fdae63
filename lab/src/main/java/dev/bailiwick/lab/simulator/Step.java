package dev.bailiwick.lab.simulator;

import java.util.List;

/** One step as the scheduler composed it; how many sequences decode is the scheduler's to know. */
record Step(List<Chunk> chunks, long nanos) {

    /** Tokens of one sequence to prefill in a step. */
    record Chunk(Sequence sequence, int tokens) {}
}
