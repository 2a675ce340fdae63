package dev.bailiwick.lab.replay;

import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.lab.replay.Replica.Phase;
import dev.bailiwick.lab.simulator.LeanPage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The replicas of a run: ordered, started, drained and ended as the operator does it. A request is bound to one replica
 * when it arrives; while none is ready it is held, and the first to become ready gets all that are held.
 */
final class Replicas {

    /** Longest drain, after which requests are cut: the operator's default for {@code drain.deadline}. */
    static final long DRAIN_DEADLINE = 10 * Nanos.MINUTE;

    private final Cell cell;
    private final Faults faults;
    private final Clients clients;
    private final Ledger ledger;
    private final Bill bill;
    private final Dispatch dispatch;
    private final List<Replica> all = new ArrayList<>();
    private final List<Replica> ready = new ArrayList<>();
    private final List<Integer> held = new ArrayList<>();
    private final LeanPage page;
    private int ordered;
    private int starts;
    private long endedPreemptions;

    Replicas(Cell cell, Chance chance, Faults faults, Ledger ledger, Bill bill) {
        this.cell = cell;
        this.faults = faults;
        this.clients = new Clients(faults.patience(), ledger);
        this.ledger = ledger;
        this.bill = bill;
        this.page = new LeanPage(cell.engine(), "replayed");
        this.dispatch = new Dispatch(cell.router(), chance);
    }

    /** Replicas that are up when the trace begins. */
    void addReady(int count) {
        for (int i = 0; i < count; i++) {
            Replica replica = new Replica(++ordered, 0, 0);
            all.add(replica);
            begin(replica, 0);
        }
    }

    void arrive(int request, long now) {
        if (!fits(request)) {
            ledger.lost();
        } else if (ready.isEmpty()) {
            held.add(request);
        } else {
            bind(request, 0, dispatch.choose(ready, request), now);
        }
    }

    /** When the next client loses patience. */
    long nextRetry() {
        return clients.next();
    }

    /** A client whose patience ends now sends its request again. */
    void retry(long now) {
        Clients.@Nullable Sent cut = clients.impatient(now);
        if (cut != null && ready.isEmpty()) {
            held.add(cut.request());
        } else if (cut != null) {
            bind(cut.request(), cut.retries() + 1, dispatch.choose(ready, cut.request()), now);
        }
    }

    /** What goes wrong at one moment: engines change their speed, begin to count anew, or the oldest ready one dies. */
    void befall(int size, long now) {
        advanceTo(now);
        for (Replica replica : all) {
            replica.cost(faults.cost(cell.engine().stepCost(), replica.ordinal(), now));
            if (faults.countersReset()) {
                replica.resetCounters();
            }
        }
        if (faults.podDies() && !ready.isEmpty()) {
            end(ready.getFirst(), now);
            resize(size, now);
        }
    }

    /**
     * Moves towards a size of ready and starting replicas: takes draining ones back and orders the rest, or ends the
     * newest starting ones and drains those with the least in flight.
     */
    void resize(int size, long now) {
        advanceTo(now);
        int excess = count(Phase.STARTING) + ready.size() - Math.min(size, faults.quota());
        for (; excess < 0; excess++) {
            Replica draining = last(Phase.DRAINING);
            if (draining == null) {
                order(now);
            } else {
                draining.undrain();
                ready.add(draining);
            }
        }
        for (; excess > 0; excess--) {
            Replica starting = last(Phase.STARTING);
            if (starting == null) {
                drain(now);
            } else {
                end(starting, now);
            }
        }
    }

    /** Runs every engine up to now, and ends what has drained. */
    void advanceTo(long now) {
        for (int i = all.size() - 1; i >= 0; i--) {
            Replica replica = all.get(i);
            replica.advanceTo(now);
            if (replica.is(Phase.DRAINING)) {
                if (replica.inFlight() == 0) {
                    end(replica, Math.max(replica.emptiedAt(), replica.drainingSince()));
                } else if (replica.drainingSince() + DRAIN_DEADLINE <= now) {
                    end(replica, now);
                }
            }
        }
    }

    /** When the next replica becomes ready or the next drain is cut. */
    long nextChange() {
        long next = Nanos.NEVER;
        for (Replica replica : all) {
            if (replica.is(Phase.STARTING)) {
                next = Math.min(next, replica.readyAt());
            } else if (replica.is(Phase.DRAINING)) {
                next = Math.min(next, replica.drainingSince() + DRAIN_DEADLINE);
            }
        }
        return next;
    }

    /** Lets those serve whose start is over, and ends the drains whose time is. */
    void change(long now) {
        advanceTo(now);
        for (Replica replica : List.copyOf(all)) {
            if (replica.is(Phase.STARTING) && replica.readyAt() <= now) {
                begin(replica, now);
                for (int request : held) {
                    ledger.bound(request, now);
                    bind(request, 0, replica, now);
                }
                held.clear();
            }
        }
    }

    /** The router reads the gauges of the ready replicas. */
    void refresh(long now) {
        advanceTo(now);
        ready.forEach(Replica::refresh);
    }

    /** The policy scrapes every replica that has a page. */
    void scrape(long round, long now) {
        advanceTo(now);
        for (Replica replica : all) {
            if (!faults.scrapeLost(round, replica.ordinal(), now)) {
                replica.scrape(page, now, faults.scrapeDelay());
            }
        }
    }

    View view(long now, int size) {
        List<PodReading> readings = new ArrayList<>(all.size());
        for (Replica replica : all) {
            readings.add(replica.reading(now));
        }
        return new View(Nanos.instant(now), size, readings, held.size());
    }

    int ready() {
        return ready.size();
    }

    int starting() {
        return count(Phase.STARTING);
    }

    /** Preemptions since the start of the trace, by the time reached. */
    long preemptions() {
        long preemptions = endedPreemptions;
        for (Replica replica : all) {
            preemptions += replica.preemptions();
        }
        return preemptions;
    }

    /** Ends the run: what is there is paid for until now. */
    void close(long now) {
        all.forEach(replica -> bill.pay(replica.orderedAt(), now));
    }

    private boolean fits(int request) {
        Trace trace = cell.trace();
        return cell.engine().holds(trace.promptTokens(request), trace.outputTokens(request));
    }

    private void bind(int request, int retries, Replica replica, long now) {
        Trace trace = cell.trace();
        int prompt = trace.promptTokens(request);
        replica.submit(request, prompt, trace.outputTokens(request), faults.cachedTokens(prompt, now), now);
        clients.sent(request, retries, replica, now);
    }

    private void order(long now) {
        long start = faults.coldStart(cell.coldStart(), ++starts, now);
        all.add(new Replica(++ordered, now, start == Nanos.NEVER ? Nanos.NEVER : now + start));
        bill.ordered(now);
    }

    private void begin(Replica replica, long now) {
        replica.serve(cell.engine(), ledger);
        replica.cost(faults.cost(cell.engine().stepCost(), replica.ordinal(), now));
        ready.add(replica);
    }

    private void drain(long now) {
        Replica least = ready.getFirst();
        for (Replica replica : ready) {
            if (replica.inFlight() < least.inFlight()) {
                least = replica;
            }
        }
        ready.remove(least);
        least.drain(now);
        if (least.inFlight() == 0) {
            end(least, now);
        }
    }

    /** Ends a replica, and with it what it has not answered. */
    private void end(Replica replica, long at) {
        for (int cut = replica.inFlight(); cut > 0; cut--) {
            ledger.lost();
        }
        endedPreemptions += replica.preemptions();
        replica.end();
        all.remove(replica);
        ready.remove(replica);
        bill.pay(replica.orderedAt(), at);
    }

    private @Nullable Replica last(Phase phase) {
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).is(phase)) {
                return all.get(i);
            }
        }
        return null;
    }

    private int count(Phase phase) {
        int count = 0;
        for (Replica replica : all) {
            count += replica.is(phase) ? 1 : 0;
        }
        return count;
    }
}
