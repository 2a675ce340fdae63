package dev.bailiwick.lab.replay.causal;

import dev.bailiwick.lab.replay.Cadence;
import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.lab.replay.Truth;
import dev.bailiwick.lab.replay.View;
import dev.bailiwick.lab.replay.peer.SlidingExtreme;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The shipped size rule with true demand and true capacity. It grows at once to what is expected when replicas ordered now
 * are ready, and a backlog may ask for no more than the shipped rule allows it to (autoscaler {@code SizeStage}: one and a
 * half of what arrives, and one); it releases to the highest need of the last five minutes, when that has been lower
 * throughout, and fills the others up to four fifths (autoscaler {@code ReleaseStage}).
 *
 * <p>All that it knows at a moment came before it, but for which candidate to follow.
 */
public final class CausalReference implements Scaler {
    private static final Cadence CADENCE = new Cadence(Duration.ofSeconds(2), Duration.ofSeconds(2));
    /** The shipped rule's default ({@code scaleDownDelay}). */
    private static final long DELAY = 300;

    private static final double FILL = 0.8;
    private static final double BACKLOG_CAP = 1.5;
    /** So that a quotient that is whole but for rounding does not cost a replica. */
    private static final double ROUNDING = 1e-9;

    private final Truth truth;
    private final Work work;
    private final Forecasts forecasts;
    private final Candidate candidate;
    private final Headroom headroom;
    private final Backlog backlog;
    private final SlidingExtreme needs = new SlidingExtreme(true, DELAY, true);
    private final SlidingExtreme carrying = new SlidingExtreme(true, DELAY, true);
    private int since = -1;
    private @Nullable Decided last;

    private record Decided(int from, int to, double expected, double bound, double owed, double capacity) {}

    /**
     * The reference at the beginning of a run.
     *
     * @param quantile share of the minutes for which what it asks for is to be enough, above 0 and below 1
     * @param candidate which forecast it follows
     */
    CausalReference(Truth truth, Work work, Forecasts forecasts, Candidate candidate, double quantile) {
        this.truth = truth;
        this.work = work;
        this.forecasts = forecasts;
        this.candidate = candidate;
        this.headroom = new Headroom(forecasts, candidate, quantile);
        this.backlog = new Backlog(work.flow(), truth.coldStart().medianSeconds());
    }

    @Override
    public Cadence cadence() {
        return CADENCE;
    }

    @Override
    public int decide(View view) {
        int second = (int) truth.secondOf(view);
        backlog.advance(second, view.ready());
        int held = view.size();
        if (second < forecasts.from()) {
            return held;
        }
        since = since < 0 ? second : since;
        double expected = forecasts.at(candidate, second);
        double bound = headroom.bound(second);
        double owed = backlog.after(view, expected, forecasts.lead());
        int present = Math.max(held, view.ready() + view.pending());
        int cap = Math.max(present, ceil(BACKLOG_CAP * expected) + 1);
        int plain = ceil(bound);
        int need = Math.max(plain, Math.min(ceil(bound + owed / forecasts.lead()), cap));
        int filled = ceil(forecasts.at(Candidate.ONE_MINUTE, second) / FILL);
        int enough = needs.with(second, need);
        int least = Math.max(enough, Math.min(held, carrying.with(second, filled)));
        needs.add(second, need);
        carrying.add(second, filled);
        int size = need > held ? need : second - since >= DELAY ? Math.min(held, least) : held;
        last = new Decided(held, size, expected, bound, owed / forecasts.lead(), work.capacity(second));
        return size;
    }

    @Override
    public String why() {
        Decided decided = last;
        return decided == null
                ? "Nothing was decided yet."
                : String.format(
                        Locale.ROOT,
                        "From %d to %d: by %s %.2f replicas are expected in %d s, %.2f with headroom and %.2f more for a backlog; a replica bears %.2f requests/s of this mix.",
                        decided.from(),
                        decided.to(),
                        candidate.words(),
                        decided.expected(),
                        forecasts.lead(),
                        decided.bound(),
                        decided.owed(),
                        decided.capacity());
    }

    private static int ceil(double value) {
        return (int) Math.ceil(value - ROUNDING);
    }
}
