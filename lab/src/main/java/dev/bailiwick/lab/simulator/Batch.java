package dev.bailiwick.lab.simulator;

import org.jspecify.annotations.Nullable;

/** The running sequences in the order of their admission, linked through themselves. */
final class Batch {
    private @Nullable Sequence oldest;
    private @Nullable Sequence newest;
    private int size;

    void add(Sequence sequence) {
        sequence.running = true;
        sequence.older = newest;
        sequence.newer = null;
        if (newest == null) {
            oldest = sequence;
        } else {
            newest.newer = sequence;
        }
        newest = sequence;
        size++;
    }

    void remove(Sequence sequence) {
        Sequence older = sequence.older;
        Sequence newer = sequence.newer;
        if (older == null) {
            oldest = newer;
        } else {
            older.newer = newer;
        }
        if (newer == null) {
            newest = older;
        } else {
            newer.older = older;
        }
        sequence.older = null;
        sequence.newer = null;
        sequence.running = false;
        size--;
    }

    int size() {
        return size;
    }

    @Nullable
    Sequence oldest() {
        return oldest;
    }

    @Nullable
    Sequence newest() {
        return newest;
    }
}
