package dev.bailiwick.lab.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** A policy that a test writes, with everything that it was shown. */
final class Scripted implements Scaler {
    final List<View> observed = new ArrayList<>();
    final List<View> decided = new ArrayList<>();
    private final Cadence cadence;
    private final ToIntFunction<View> rule;

    Scripted(double scrapeSeconds, double decisionSeconds, ToIntFunction<View> rule) {
        this.cadence = new Cadence(
                Duration.ofMillis(Math.round(scrapeSeconds * 1e3)),
                Duration.ofMillis(Math.round(decisionSeconds * 1e3)));
        this.rule = rule;
    }

    /** Keeps a size. */
    static Scripted fixed(int size) {
        return new Scripted(2, 2, view -> size);
    }

    /** Holds one size until a second of the run and another from then on. */
    static Scripted switching(double atSecond, int before, int after) {
        return new Scripted(2, 2, view -> second(view) < atSecond ? before : after);
    }

    static double second(View view) {
        return Nanos.seconds(Nanos.since(view.at()));
    }

    @Override
    public Cadence cadence() {
        return cadence;
    }

    @Override
    public void observe(View view) {
        observed.add(view);
    }

    @Override
    public int decide(View view) {
        decided.add(view);
        return rule.applyAsInt(view);
    }

    @Override
    public String why() {
        return "the test says so";
    }
}
