package dev.bailiwick.lab.replay.report;

import java.util.Optional;

/**
 * How ours does in one cell, against the cheapest valid setting of the others.
 *
 * @param rank what to tell first
 * @param ratio GPU-hours of ours over those of the best other; 0 when there are not both
 * @param sentence in words
 */
public record Verdict(Rank rank, double ratio, String sentence) {

    /** Kinds of verdict, those first that are told first. */
    public enum Rank {
        /** Another policy holds the objective and ours does not. */
        MISSES,
        /** Both hold it and ours costs more. */
        DEARER,
        /** Nobody holds it. */
        NOBODY,
        /** Ours holds it at the least cost, or alone. */
        HOLDS,
        /** Ours did not run. */
        ABSENT
    }

    static Verdict of(Board board) {
        Optional<Standing> ours = board.cheapest(true);
        Optional<Standing> other = board.cheapest(false);
        if (board.standings().stream().noneMatch(standing -> standing.policy().equals(Board.OURS))) {
            return new Verdict(Rank.ABSENT, 0, "Ours did not run here.");
        }
        if (ours.isEmpty() && other.isEmpty()) {
            return new Verdict(Rank.NOBODY, 0, "No policy that ran holds the objective here.");
        }
        if (ours.isEmpty()) {
            Standing own = board.standings().stream()
                    .filter(standing -> standing.policy().equals(Board.OURS))
                    .findFirst()
                    .orElseThrow();
            return new Verdict(
                    Rank.MISSES,
                    0,
                    "Ours does not hold the objective (" + String.join(", ", own.failings()) + "); "
                            + board.named(other.orElseThrow()) + " does at "
                            + Words.number(other.get().gpuHours().mean()) + " GPU-hours.");
        }
        if (other.isEmpty()) {
            return new Verdict(
                    Rank.HOLDS,
                    0,
                    "Ours alone holds the objective, at "
                            + Words.number(ours.get().gpuHours().mean()) + " GPU-hours.");
        }
        double ratio = ours.get().gpuHours().mean() / other.get().gpuHours().mean();
        String both = Words.number(ours.get().gpuHours().mean()) + " GPU-hours against "
                + Words.number(other.get().gpuHours().mean()) + " of " + board.named(other.get());
        return ratio > 1
                ? new Verdict(Rank.DEARER, ratio, "Ours costs " + Words.ratio(ratio) + " times as much: " + both + ".")
                : new Verdict(Rank.HOLDS, ratio, "Ours is the cheapest that holds the objective: " + both + ".");
    }
}
