package dev.bailiwick.e2e.harness;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what must come about, with a deadline that only a broken product reaches. */
public final class Eventually {

    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final Duration INTERVAL = Duration.ofMillis(50);

    /** A condition that takes long to look at, as one that starts a program does, is looked at a fourth of the time at most. */
    private static final int REST = 3;

    private Eventually() {}

    /** Returns when {@code condition} holds; fails the test when it still does not after two minutes. */
    public static void eventually(String what, BooleanSupplier condition) {
        eventually(() -> what, condition);
    }

    /** The same, with words that are found when it fails. */
    public static void eventually(Supplier<String> what, BooleanSupplier condition) {
        InstantSource clock = InstantSource.system();
        Instant deadline = clock.instant().plus(DEADLINE);
        for (var looked = clock.instant(); !condition.getAsBoolean(); looked = clock.instant()) {
            if (clock.instant().isAfter(deadline)) {
                throw new AssertionError("not within " + DEADLINE.toSeconds() + " s: " + what.get());
            }
            try {
                var took = Duration.between(looked, clock.instant());
                Thread.sleep(INTERVAL.compareTo(took.multipliedBy(REST)) < 0 ? took.multipliedBy(REST) : INTERVAL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for " + what.get(), e);
            }
        }
    }
}
