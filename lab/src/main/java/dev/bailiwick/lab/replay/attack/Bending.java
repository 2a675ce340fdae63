package dev.bailiwick.lab.replay.attack;

import dev.bailiwick.lab.replay.attack.Assault.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How an adversary changes a load: rates and lengths of one stretch or of a few in a row, silence, a burst, a shift in time,
 * or a part of another load.
 */
final class Bending {
    private static final double LONGEST_PROMPT = 4_000;
    private static final double LONGEST_OUTPUT = 1_000;
    private static final int WIDEST = 6;

    private final RandomGenerator random;
    private final double busiest;
    private final int stretches;

    /**
     * @param busiest most requests per second
     * @param stretches stretches of a load
     */
    Bending(RandomGenerator random, double busiest, int stretches) {
        this.random = random;
        this.busiest = busiest;
        this.stretches = stretches;
    }

    /** A load to begin with: a level that turns now and then. */
    Assault begin() {
        List<Stretch> drawn = new ArrayList<>();
        Stretch stretch = anyStretch();
        for (int i = 0; i < stretches; i++) {
            stretch = random.nextInt(4) == 0 ? anyStretch() : stretch;
            drawn.add(stretch);
        }
        return new Assault(drawn);
    }

    /** The load with something changed. */
    Assault bent(Assault load, Assault other) {
        List<Stretch> changed = new ArrayList<>(load.stretches());
        int from = random.nextInt(stretches);
        int to = Math.min(stretches, from + 1 + random.nextInt(WIDEST));
        Stretch drawn = anyStretch();
        double factor = StrictMath.exp(random.nextGaussian());
        int kind = random.nextInt(7);
        for (int i = from; i < to; i++) {
            Stretch now = changed.get(i);
            changed.set(
                    i,
                    switch (kind) {
                        case 0 -> rate(now, now.perSecond() * factor);
                        case 1 -> rate(now, 0);
                        case 2 -> rate(now, drawn.perSecond());
                        case 3 -> new Stretch(now.perSecond(), drawn.promptTokens(), drawn.outputTokens());
                        case 4 -> load.stretches().get(Math.floorMod(i + 1, stretches));
                        case 5 -> load.stretches().get(Math.floorMod(i - 1, stretches));
                        default -> other.stretches().get(i);
                    });
        }
        return new Assault(changed);
    }

    private Stretch rate(Stretch stretch, double perSecond) {
        return new Stretch(Math.min(busiest, perSecond), stretch.promptTokens(), stretch.outputTokens());
    }

    private Stretch anyStretch() {
        return new Stretch(
                busiest * random.nextDouble() * random.nextDouble(), upTo(LONGEST_PROMPT, 16), upTo(LONGEST_OUTPUT, 1));
    }

    /** A length between bounds, each power of two as likely as another. */
    private double upTo(double longest, double shortest) {
        return shortest * StrictMath.pow(longest / shortest, random.nextDouble());
    }
}
