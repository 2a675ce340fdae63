package dev.bailiwick.lab.replay;

import java.util.random.RandomGeneratorFactory;

/**
 * The chances of a run: each draw depends on the seed, on what it is drawn for and on its number, never on how many were
 * drawn before, so that every policy meets the same ones.
 *
 * @param seed the seed of the run
 */
record Chance(long seed) {

    /** What is drawn for; the numbers are part of every published result. */
    enum Of {
        /** How long a start takes, by the number of the start. */
        COLD_START(1),
        /** Which replica gets a request, by the number of the request. */
        ROUTE(2),
        /** Where in its period a policy begins to scrape and decide. */
        PHASE(3),
        /** By how much a further copy of a request is delayed, by the number of the copy among all. */
        JITTER(4),
        /** To which pseudo-client a request belongs, by its number. */
        CLIENT(6),
        /** By how much a pseudo-client is shifted, by its number. */
        CLIENT_PHASE(7),
        /** Whether a scrape is lost, by the number of the round and of the replica. */
        SCRAPE_LOSS(8),
        /** Whether a start never finishes, by the number of the start. */
        STUCK_START(9);

        private final long salt;

        Of(long salt) {
            this.salt = salt;
        }
    }

    /** A number from 0, included, to 1, excluded, all equally likely. */
    double unit(Of of, long number) {
        return (bits(of, number) >>> 11) * 0x1.0p-53;
    }

    /** A standard normal number. */
    double normal(Of of, long number) {
        return RandomGeneratorFactory.of("L64X128MixRandom")
                .create(bits(of, number))
                .nextGaussian();
    }

    private long bits(Of of, long number) {
        return mixed(mixed(mixed(seed) + of.salt) + number);
    }

    /** Variant 13 of Stafford's mixers, as in java.util.SplittableRandom. */
    private static long mixed(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
