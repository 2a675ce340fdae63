package dev.bailiwick.lab.simulator;

import java.util.Arrays;

/** Decoding sequences, the one first whose answer is complete first; a heap in which a sequence knows its place. */
final class FinishHeap {
    private Sequence[] heap = new Sequence[16];
    private int size;

    int size() {
        return size;
    }

    /** The step with which the first one finishes; only while there is one. */
    long firstStep() {
        return heap[0].finishesAtStep;
    }

    Sequence first() {
        return heap[0];
    }

    void add(Sequence sequence) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        up(size++, sequence);
    }

    void remove(Sequence sequence) {
        int at = sequence.heapIndex;
        Sequence last = heap[--size];
        if (at != size) {
            if (at > 0 && last.finishesAtStep < heap[(at - 1) / 2].finishesAtStep) {
                up(at, last);
            } else {
                down(at, last);
            }
        }
    }

    private void up(int from, Sequence sequence) {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) / 2;
            if (heap[parent].finishesAtStep <= sequence.finishesAtStep) {
                break;
            }
            put(at, heap[parent]);
            at = parent;
        }
        put(at, sequence);
    }

    private void down(int from, Sequence sequence) {
        int at = from;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && heap[child + 1].finishesAtStep < heap[child].finishesAtStep) {
                child++;
            }
            if (sequence.finishesAtStep <= heap[child].finishesAtStep) {
                break;
            }
            put(at, heap[child]);
            at = child;
        }
        put(at, sequence);
    }

    private void put(int at, Sequence sequence) {
        heap[at] = sequence;
        sequence.heapIndex = at;
    }
}
