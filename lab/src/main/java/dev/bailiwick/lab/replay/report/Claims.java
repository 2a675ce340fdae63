package dev.bailiwick.lab.replay.report;

import dev.bailiwick.lab.replay.Result;
import dev.bailiwick.lab.replay.Runner;
import dev.bailiwick.lab.replay.matrix.Search;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What may be claimed from a cell, and how much of what is to be gained ours gains (research autoscaling-review 3, 4, 6). */
final class Claims {
    private static final double HOURS_FOR_COST = 2;
    private static final double HOURS_FOR_CLAIMS = 12;
    private static final double FEWEST_REPLICAS = 6;
    private static final double LEAST_OVER_STATIC = 1.2;
    private static final double WIDEST_GAP = 1.25;

    private final Board board;

    Claims(Board board) {
        this.board = board;
    }

    /** What may and what may not be claimed, in sentences. */
    String sentence() {
        double hours = board.cell().seconds() / 3_600;
        if (hours < HOURS_FOR_COST) {
            return "The trace is shorter than 2 h: it carries claims on attainment, none on GPU-hours.";
        }
        if (hours < HOURS_FOR_CLAIMS) {
            return "The trace is shorter than 12 h: GPU-hours are shown, and no claim on cost rests on them.";
        }
        Optional<Standing> known = board.known(Search.BEST_KNOWN);
        if (known.isEmpty()) {
            return "No claim on cost rests on these GPU-hours, nor one on their distance to the best: there is no best known"
                    + " schedule beside them.";
        }
        List<String> against = against(known.get());
        String cost = against.isEmpty()
                ? "It carries claims on cost."
                : "It carries no claim on cost: " + String.join("; ", against) + ".";
        return cost + gap(known.get());
    }

    /**
     * How much of what the best known schedule saves against the cheapest valid tuned policy of the others ours saves, in
     * percent; empty when one of the three is not there.
     */
    Optional<Double> regretClosed() {
        Optional<Standing> ours = board.cheapest(true);
        Optional<Standing> peer = board.cheapest(false);
        Optional<Standing> known = board.known(Search.BEST_KNOWN);
        if (ours.isEmpty() || peer.isEmpty() || known.isEmpty() || !board.tuned()) {
            return Optional.empty();
        }
        double of = peer.get().gpuHours().mean() - known.get().gpuHours().mean();
        double closed = peer.get().gpuHours().mean() - ours.get().gpuHours().mean();
        return of <= 0 ? Optional.empty() : Optional.of(100 * closed / of);
    }

    /** The same as a sentence, which says in GPU-hours what a share below nothing comes to. */
    Optional<String> regretSentence() {
        return regretClosed().map(percent -> {
            Standing peer = board.cheapest(false).orElseThrow();
            double hours = peer.gpuHours().mean();
            String gap = Words.number(hours
                    - board.known(Search.BEST_KNOWN).orElseThrow().gpuHours().mean());
            return percent < 0
                    ? "No regret closed: ours takes %s GPU-hours more than %s, the best known schedule %s fewer."
                            .formatted(
                                    Words.number(board.cheapest(true)
                                                    .orElseThrow()
                                                    .gpuHours()
                                                    .mean()
                                            - hours),
                                    board.named(peer),
                                    gap)
                    : "Regret closed: %.0f %% of the %s GPU-hours between %s and the best known schedule."
                            .formatted(percent, gap, board.named(peer));
        });
    }

    private List<String> against(Standing known) {
        List<String> against = new ArrayList<>();
        double replicas = replicas(known);
        if (replicas < FEWEST_REPLICAS) {
            against.add(
                    "the best known schedule holds %s replicas in the mean, and below 6 a ratio is the noise of whole ones"
                            .formatted(Words.number(replicas)));
        }
        Optional<Standing> fixed = board.known(Search.BEST_STATIC);
        if (fixed.isEmpty()) {
            against.add("no fixed size reaches 99 %");
        } else {
            double over = fixed.get().gpuHours().mean() / known.gpuHours().mean();
            if (over < LEAST_OVER_STATIC) {
                against.add(
                        "the best fixed size costs %s times the best known schedule, and below 1.2 there is little to scale"
                                .formatted(Words.ratio(over)));
            }
        }
        return against;
    }

    private String gap(Standing known) {
        OptionalDouble gap = known.results().stream()
                .map(Result::gpuHoursOverLowerBound)
                .filter(ratio -> ratio != null)
                .mapToDouble(ratio -> ratio)
                .average();
        if (gap.isEmpty()) {
            return " How far the best known schedule is from the lower bound is not known here, so none says \"times the"
                    + " optimum\".";
        }
        String is = " The best known schedule is %s times the lower bound".formatted(Words.ratio(gap.getAsDouble()));
        return gap.getAsDouble() > WIDEST_GAP
                ? is + ": too far apart for a claim of \"times the optimum\"."
                : is + ": a claim of \"times the optimum\" can rest on it.";
    }

    private double replicas(Standing known) {
        double counted = (board.cell().seconds() - Runner.UNCOUNTED.toSeconds()) / 3_600;
        return known.gpuHours().mean() / board.cell().engine().accelerators() / counted;
    }
}
