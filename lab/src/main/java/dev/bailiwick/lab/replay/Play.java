package dev.bailiwick.lab.replay;

import dev.bailiwick.lab.replay.Course.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One run, from event to event. At one moment things happen in this order: replicas become ready, faults befall, the
 * router reads the pages, the policy scrapes, it decides, a minute ends, counting begins, a request
 * arrives.
 */
final class Play {

    /** How long after the last arrival an answer is waited for. */
    private static final long PATIENCE = 10 * Nanos.MINUTE;

    private final Cell cell;
    private final Supplier<? extends Scaler> scalers;
    private final Faults faults;
    private final long countedFrom;
    private final long end;
    private final Ledger ledger;
    private final Bill bill;
    private final Replicas replicas;
    private final List<Change> changes = new ArrayList<>();
    private final Minutes minutes;

    private final Agenda agenda;
    private long nextRefresh;
    private long nextScrape;
    private long nextDecision;
    private long nextMinute = Nanos.MINUTE;
    private long nextCount;
    private long nextFault;
    private long nextLeader;
    private long round;
    private Scaler scaler;
    private long preemptionsBefore;
    private long now;
    private int size;

    /**
     * The run of a policy at its beginning.
     *
     * @param size replicas that are up when the trace begins
     * @param countedFrom from when on requests count
     */
    Play(Cell cell, Supplier<? extends Scaler> scalers, Chance chance, int size, long countedFrom) {
        Scaler first = scalers.get();
        Agenda rhythm = new Agenda.Rhythm(first.cadence(), chance.unit(Chance.Of.PHASE, 0));
        this(cell, scalers, first, rhythm, chance, size, countedFrom);
    }

    /** The run of a schedule at its beginning. */
    Play(Cell cell, Schedule schedule, Chance chance, int size, long countedFrom) {
        Scaler scaler = new Scheduled(schedule);
        this(cell, () -> scaler, scaler, new Agenda.Steps(schedule), chance, size, countedFrom);
    }

    private Play(
            Cell cell,
            Supplier<? extends Scaler> scalers,
            Scaler scaler,
            Agenda agenda,
            Chance chance,
            int size,
            long countedFrom) {
        Trace trace = cell.trace();
        this.cell = cell;
        this.scalers = scalers;
        this.scaler = scaler;
        this.faults = new Faults(cell.perturbation(), cell.middleSeconds(), chance);
        this.nextFault = faults.moment();
        this.nextLeader = faults.leadership();
        this.size = size;
        this.countedFrom = countedFrom;
        this.nextCount = countedFrom;
        this.end = Nanos.of(trace.seconds());
        this.ledger = new Ledger(trace.requests());
        this.bill = new Bill(countedFrom, end);
        this.replicas = new Replicas(cell, chance, faults, ledger, bill);
        this.minutes = new Minutes(trace.seconds());
        this.agenda = agenda;
        this.nextScrape = agenda.firstScrape();
        this.nextDecision = agenda.firstDecision();
        this.nextRefresh = cell.router() == Cell.Routing.LEAST_LOADED ? 0 : Nanos.NEVER;
        replicas.addReady(size);
    }

    /** Plays the trace to its end. */
    Outcome play() {
        run();
        Scoring scoring = new Scoring(cell, ledger, countedFrom);
        Score score = scoring.score(bill, changes, replicas.preemptions() - preemptionsBefore);
        return new Outcome(score, new Course(changes, minutes.samples(cell.trace(), scoring)));
    }

    /** Plays it without counting what came of it. */
    void run() {
        Trace trace = cell.trace();
        for (int request = 0; request < trace.requests(); request++) {
            long at = Nanos.of(trace.atSeconds(request));
            runUntil(at);
            now = at;
            replicas.arrive(request, now);
        }
        long last = now;
        runUntil(end);
        now = end;
        replicas.advanceTo(now);
        long patience = Math.max(end, last + PATIENCE);
        while (ledger.open() > 0 && next() <= patience) {
            step();
            replicas.advanceTo(now);
        }
        if (ledger.open() > 0) {
            now = patience;
            replicas.advanceTo(now);
        }
        replicas.close(Math.max(now, end));
    }

    /** What was paid. */
    Bill bill() {
        return bill;
    }

    /** What became of each request. */
    Ledger ledger() {
        return ledger;
    }

    private void runUntil(long at) {
        while (next() <= at) {
            step();
        }
    }

    private long next() {
        long happening =
                Math.min(Math.min(replicas.nextChange(), replicas.nextRetry()), Math.min(nextFault, nextLeader));
        long own = Math.min(Math.min(nextScrape, nextDecision), Math.min(nextMinute, nextCount));
        return Math.min(Math.min(happening, nextRefresh), own);
    }

    private void step() {
        now = next();
        if (replicas.nextChange() <= now) {
            replicas.change(now);
        } else if (nextFault <= now) {
            nextFault = Nanos.NEVER;
            replicas.befall(size, now);
        } else if (replicas.nextRetry() <= now) {
            replicas.retry(now);
        } else if (nextLeader <= now) {
            scaler = scalers.get();
            nextLeader += faults.leadership();
        } else if (nextRefresh <= now) {
            replicas.refresh(now);
            nextRefresh += Dispatch.REFRESH;
        } else if (nextScrape <= now) {
            replicas.scrape(round++, now);
            scaler.observe(replicas.view(now, size));
            nextScrape = agenda.scrapeAfter(nextScrape);
        } else if (nextDecision <= now) {
            decide();
            nextDecision = agenda.decisionAfter(nextDecision);
        } else if (nextMinute <= now) {
            minutes.end(replicas.ready(), replicas.starting(), size);
            nextMinute += Nanos.MINUTE;
        } else {
            replicas.advanceTo(now);
            preemptionsBefore = replicas.preemptions();
            nextCount = Nanos.NEVER;
        }
    }

    private void decide() {
        replicas.advanceTo(now);
        int wanted = Math.clamp(scaler.decide(replicas.view(now, size)), cell.minReplicas(), cell.maxReplicas());
        if (wanted != size) {
            changes.add(new Change(Nanos.seconds(now), size, wanted, scaler.why()));
            size = wanted;
            replicas.resize(size, now);
        }
    }
}
