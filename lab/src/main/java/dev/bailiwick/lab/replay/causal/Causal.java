package dev.bailiwick.lab.replay.causal;

import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.lab.replay.Score;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.Truth;
import dev.bailiwick.lab.replay.peer.Grid;
import dev.bailiwick.lab.replay.peer.Knob;
import dev.bailiwick.lab.replay.peer.Peer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts the causal reference. The work of a trace is found once for all settings and seeds that play it alike, which come
 * one after the other; it is the same whoever asks first.
 */
public final class Causal implements Entrant.References {
    /** Its name, as {@code --policies} takes it. */
    public static final String NAME = "causal";

    /** The 90th percentile of a standard normal distribution: research autoscaling-review 5, L. */
    private static final double P90 = 1.2816;
    /** A scrape and a tick of the shipped autoscaler. */
    private static final double SEEN_AND_DECIDED = 4;

    private @Nullable Known known;

    private record Known(Truth of, Work work) {}

    private Causal() {}

    /** The reference with what its knobs mean. */
    public static Peer peer() {
        return Peer.reference(
                NAME,
                "research autoscaling-review 4 and 5; sizes and releases as autoscaler SizeStage and ReleaseStage do",
                List.of(
                        new Knob(
                                "quantile",
                                Score.VALID_ATTAINMENT,
                                0.01,
                                "share of the minutes for which what it asks for is enough, below 1",
                                "the attainment that makes a setting valid"),
                        new Knob(
                                "forecast",
                                0,
                                0,
                                "0 the best of the trace in hindsight; else always 1 the last minute's mean, 2 the last five minutes' mean, 3 level and damped trend, 4 the same time of the two days before",
                                "research autoscaling-review 5")),
                defaults -> Grid.from(defaults)
                        .times("quantile", 0.5, 0.7, 0.8, 0.9, 0.95)
                        .times("forecast", 1, 2, 3)
                        .settings(),
                List.of(
                        "A reference and no policy: it knows each request as it arrives, what a replica bears of the present mix, and in hindsight which forecast served the trace best; of the future nothing else.",
                        "What a replica bears is found by bisection on a stream of the requests of the last 15 minutes, anew where their mean lengths have moved by a tenth.",
                        "Its starts are expected to take what the cell says, slow starts of a perturbation notwithstanding."),
                new Causal());
    }

    @Override
    public Scaler start(Setting setting, Truth truth) {
        double quantile = setting.get("quantile");
        int chosen = (int) setting.get("forecast");
        if (quantile >= 1 || chosen > Candidate.ALL.size()) {
            throw new IllegalArgumentException("causal: quantile is " + quantile + " and forecast " + chosen
                    + "; the one must be below 1, the other at most " + Candidate.ALL.size());
        }
        Work work = work(truth);
        Forecasts forecasts = new Forecasts(work.flow(), lead(truth));
        Candidate candidate = chosen == 0 ? Hindsight.best(forecasts, quantile) : Candidate.ALL.get(chosen - 1);
        return new CausalReference(truth, work, forecasts, candidate, quantile);
    }

    /** From a decision to the moment at which the replicas that it ordered serve, nine times out of ten; in seconds. */
    static int lead(Truth truth) {
        double start = truth.coldStart().medianSeconds()
                * StrictMath.exp(P90 * truth.coldStart().sigma());
        return (int) Math.ceil(start + SEEN_AND_DECIDED);
    }

    private synchronized Work work(Truth truth) {
        Known before = known;
        if (before == null || !before.of().sameAs(truth)) {
            before = new Known(truth, new Work(truth));
            known = before;
        }
        return before.work();
    }
}
