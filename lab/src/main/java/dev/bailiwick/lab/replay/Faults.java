package dev.bailiwick.lab.replay;

import dev.bailiwick.lab.simulator.StepCost;
import java.util.List;

/** What a perturbation does to a run, as its parts ask for it. Numbers of one fault that is named twice multiply or add. */
final class Faults {
    private final List<Fault> kinds;
    private final Chance chance;
    private final long middle;
    private final long scrapeDelay;

    Faults(Perturbation perturbation, double middleSeconds, Chance chance) {
        this.kinds = perturbation.kinds();
        this.chance = chance;
        this.middle = Nanos.of(middleSeconds);
        this.scrapeDelay = kinds.stream()
                .mapToLong(fault ->
                        fault instanceof Fault.ScrapeDelay late ? late.delay().toNanos() : 0)
                .sum();
    }

    /** When what happens at one moment happens; never when nothing does. */
    long moment() {
        boolean any = kinds.stream()
                .anyMatch(fault -> fault instanceof Fault.EngineStep
                        || fault instanceof Fault.DeadPod
                        || fault instanceof Fault.CounterReset);
        return any ? middle : Nanos.NEVER;
    }

    boolean podDies() {
        return kinds.stream().anyMatch(Fault.DeadPod.class::isInstance);
    }

    boolean countersReset() {
        return kinds.stream().anyMatch(Fault.CounterReset.class::isInstance);
    }

    /** What a step of a replica costs from a time on, by the number of its order. */
    StepCost cost(StepCost cost, int ordinal, long now) {
        double speed = 1;
        for (Fault fault : kinds) {
            speed *= switch (fault) {
                case Fault.EngineSpeed(double factor) -> factor;
                case Fault.EngineStep(double factor) -> now >= middle ? factor : 1;
                case Fault.SlowReplica(double factor) -> ordinal == 1 ? factor : 1;
                default -> 1;
            };
        }
        return speed == 1 ? cost : cost.faster(speed);
    }

    /** Whether a scrape of a replica brings nothing. */
    boolean scrapeLost(long round, int ordinal, long now) {
        boolean lost = false;
        for (Fault fault : kinds) {
            lost |= switch (fault) {
                case Fault.ScrapeLoss(double share) ->
                    chance.unit(Chance.Of.SCRAPE_LOSS, round * 100_003 + ordinal) < share;
                case Fault.Blackout blackout ->
                    now >= middle && now < middle + blackout.length().toNanos();
                default -> false;
            };
        }
        return lost;
    }

    /** How late a page reaches the policy, in nanoseconds. */
    long scrapeDelay() {
        return scrapeDelay;
    }

    /** How long a start takes that is ordered now, in nanoseconds; never when it does not finish. */
    long coldStart(Cell.ColdStart start, int number, long now) {
        double median = start.medianSeconds();
        for (Fault fault : kinds) {
            if (fault instanceof Fault.StuckStarts(double share)
                    && chance.unit(Chance.Of.STUCK_START, number) < share) {
                return Nanos.NEVER;
            }
            if (fault instanceof Fault.SlowStarts slow && now >= middle) {
                median = slow.median().toMillis() / 1e3;
            }
        }
        return Nanos.of(median * StrictMath.exp(start.sigma() * chance.normal(Chance.Of.COLD_START, number)));
    }

    /** Most replicas that are given. */
    int quota() {
        int quota = Integer.MAX_VALUE;
        for (Fault fault : kinds) {
            quota = fault instanceof Fault.Quota(int replicas) ? Math.min(quota, replicas) : quota;
        }
        return quota;
    }

    /** Tokens of a prompt that arrives now which the prefix cache holds; at least one is not in it. */
    int cachedTokens(int promptTokens, long now) {
        double share = 0;
        for (Fault fault : kinds) {
            share = fault instanceof Fault.PrefixHits(double hits) && now >= middle ? hits : share;
        }
        return Math.min(promptTokens - 1, (int) (promptTokens * share));
    }

    /** How long a client waits for its first token before it sends its request again, in nanoseconds. */
    long patience() {
        long patience = Nanos.NEVER;
        for (Fault fault : kinds) {
            patience = fault instanceof Fault.ClientRetries retries
                    ? retries.patience().toNanos()
                    : patience;
        }
        return patience;
    }

    /** How long a leader leads, in nanoseconds. */
    long leadership() {
        long leadership = Nanos.NEVER;
        for (Fault fault : kinds) {
            leadership =
                    fault instanceof Fault.NewLeader leader ? leader.every().toNanos() : leadership;
        }
        return leadership;
    }
}
