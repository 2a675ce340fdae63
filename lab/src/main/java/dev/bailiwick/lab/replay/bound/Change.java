package dev.bailiwick.lab.replay.bound;

import java.util.List;
import java.util.function.DoublePredicate;

/**
 * What a change in a region of a wave did to that region.
 *
 * @param paid nanoseconds of replicas more
 * @param misses misses more
 * @param bad bad windows more
 */
record Change(double paid, long misses, int bad) {
    private static final int HALVINGS = 30;

    /** Whether it is a gain at a price. */
    boolean gains(Price price) {
        return paid + price.miss() * misses + price.badWindow() * bad < 0;
    }

    /**
     * The least prices, but no lower than half of those before, at which the changes that gain leave no more misses and
     * bad windows than may be.
     *
     * @param misses misses that may be added, or below zero those that have to go
     * @param bad the same of bad windows
     */
    static Price price(List<Change> changes, Price before, long misses, int bad) {
        Price price = before;
        for (int round = 0; round < 2; round++) {
            double miss = price.miss();
            double window = least(before.badWindow(), value -> badAt(changes, new Price(miss, value)) <= bad);
            double least = least(before.miss(), value -> missesAt(changes, new Price(value, window)) <= misses);
            price = new Price(least, window);
        }
        return price;
    }

    private static long missesAt(List<Change> changes, Price price) {
        return changes.stream()
                .filter(change -> change.gains(price))
                .mapToLong(Change::misses)
                .sum();
    }

    private static int badAt(List<Change> changes, Price price) {
        return changes.stream()
                .filter(change -> change.gains(price))
                .mapToInt(Change::bad)
                .sum();
    }

    /** About the least price that will do, between half and four times the one before. */
    private static double least(double before, DoublePredicate enough) {
        double low = before / 2;
        double high = before * 4;
        if (enough.test(low)) {
            return low;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = Math.sqrt(low * high);
            if (enough.test(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }
}
