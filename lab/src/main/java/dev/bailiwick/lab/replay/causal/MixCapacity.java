package dev.bailiwick.lab.replay.causal;

import dev.bailiwick.lab.replay.Objective;
import dev.bailiwick.lab.replay.Score;
import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.lab.simulator.LeapEngine;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Requests per second that one replica bears at an objective: the highest rate of a Poisson stream of a mix at which 99 % of
 * those that can be in time are, found in the simulator by bisection over rates 2 % apart. The stream draws from the mix by
 * the same seeded numbers at every rate and for every mix, so that the same mix has the same capacity.
 */
final class MixCapacity {
    /** Between two rates that are tried. */
    static final double STEP = 1.02;

    private static final long SEED = 20_250_714;
    private static final double NANOS = 1e9;
    private static final long MINUTE = 60_000_000_000L;
    /** How long a stream is: its first part fills the batch and is not judged. */
    private static final double SECONDS = 300;

    private static final double UNJUDGED = 0.2;
    /** A stream of fewer requests would tell 99 % by chance. */
    private static final int LEAST_REQUESTS = 2_000;
    /** How long an answer is waited for, in minutes. */
    private static final int PATIENCE = 10;
    /** Rates are powers of the step up to this: from 0.0003 to 3,000 requests per second. */
    private static final int EXTREME = 405;

    private final Objective objective;
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    /** Arrivals of a stream of one request per second, and which of the mix each is, as a share of its size. */
    private double[] arrivals = new double[0];

    private double[] draws = new double[0];

    MixCapacity(Objective objective) {
        this.objective = objective;
    }

    /**
     * The capacity of an engine for a mix, in requests per second: a power of {@link #STEP}.
     *
     * @param noMore requests per second that an engine cannot bear, from which the search goes down
     */
    double perSecond(EngineProfile engine, Mix mix, double noMore) {
        int notBorne =
                Math.clamp((long) Math.ceil(StrictMath.log(noMore) / StrictMath.log(STEP)) + 1, -EXTREME, EXTREME);
        int step = 8;
        while (notBorne - step > -EXTREME && !bears(engine, mix, rate(notBorne - step))) {
            notBorne -= step;
            step *= 2;
        }
        int borne = notBorne - step;
        while (notBorne - borne > 1) {
            int middle = Math.floorDiv(borne + notBorne, 2);
            if (bears(engine, mix, rate(middle))) {
                borne = middle;
            } else {
                notBorne = middle;
            }
        }
        return rate(borne);
    }

    static double rate(int power) {
        return StrictMath.pow(STEP, power);
    }

    /** Whether a replica serves a stream of this rate. */
    boolean bears(EngineProfile engine, Mix mix, double perSecond) {
        double seconds = Math.max(SECONDS, LEAST_REQUESTS / perSecond);
        draw((int) Math.ceil(seconds * perSecond * 1.2) + 100);
        int end = count(seconds * perSecond);
        int from = count(seconds * perSecond * UNJUDGED);
        int[] chosen = new int[end];
        int judged = 0;
        for (int i = 0; i < end; i++) {
            chosen[i] = (int) (draws[i] * mix.size());
            judged += i >= from && mix.feasible(chosen[i]) ? 1 : 0;
        }
        int allowed = (int) Math.floor((1 - Score.VALID_ATTAINMENT) * judged);
        int[] inTime = {0};
        int[] late = {0};
        LeapEngine replica = new LeapEngine(engine, (id, firstTokenAt, lastTokenAt, preemptions) -> {
            int request = (int) id;
            if (request >= from && mix.feasible(chosen[request])) {
                boolean missed = objective.missed(
                        firstTokenAt - nanos(request, perSecond),
                        firstTokenAt,
                        lastTokenAt,
                        mix.outputTokens(chosen[request]));
                late[0] += missed ? 1 : 0;
                inTime[0] += missed ? 0 : 1;
            }
        });
        for (int i = 0; i < end && late[0] <= allowed; i++) {
            int prompt = mix.promptTokens(chosen[i]);
            int output = mix.outputTokens(chosen[i]);
            if (engine.holds(prompt, output)) {
                replica.submit(i, prompt, output, mix.cachedTokens(chosen[i]), nanos(i, perSecond));
            }
        }
        long last = Math.round(seconds * NANOS);
        for (int minute = 1; minute <= PATIENCE && replica.inFlight() > 0 && late[0] <= allowed; minute++) {
            replica.advanceTo(last + minute * MINUTE);
        }
        return judged - inTime[0] <= allowed;
    }

    private long nanos(int request, double perSecond) {
        return Math.round(arrivals[request] / perSecond * NANOS);
    }

    /** Arrivals of the stream of one request per second before a time. */
    private int count(double time) {
        int at = Arrays.binarySearch(arrivals, time);
        return at < 0 ? -at - 1 : at;
    }

    /** Draws so many arrivals and more if there are fewer; the first ones stay what they are. */
    private void draw(int count) {
        int before = arrivals.length;
        if (count > before) {
            arrivals = Arrays.copyOf(arrivals, count);
            draws = Arrays.copyOf(draws, count);
            double time = before == 0 ? 0 : arrivals[before - 1];
            for (int i = before; i < count; i++) {
                time += random.nextExponential();
                arrivals[i] = time;
                draws[i] = random.nextDouble();
            }
        }
    }
}
