package dev.bailiwick.lab.replay;

import java.time.Duration;

/** Asks for what a schedule says. It looks at the time alone, so that a new one in mid-run goes on like the one before. */
record Scheduled(Schedule schedule) implements Scaler {

    @Override
    public Cadence cadence() {
        return new Cadence(Duration.ofDays(1), Duration.ofDays(1));
    }

    @Override
    public int decide(View view) {
        return schedule.sizeAt(Nanos.since(view.at()), view.size());
    }

    @Override
    public String why() {
        return "The schedule says so, which was made knowing the whole trace.";
    }
}
