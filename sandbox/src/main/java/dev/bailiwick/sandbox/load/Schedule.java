package dev.bailiwick.sandbox.load;

import dev.bailiwick.lab.simulator.Arrival;
import dev.bailiwick.lab.simulator.TraceReader;
import dev.bailiwick.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** The arrivals of a plan, in order, in seconds since the start of the load. */
final class Schedule {
    /** Copies of a request do not come at the same instant. */
    private static final double JITTER_SECONDS = 2;

    private Schedule() {}

    static List<Arrival> of(LoadPlan plan) {
        var random = new Random(plan.seed());
        var from = plan.start().toMillis() / 1000.0;
        var until = plan.start().plus(plan.length()).toMillis() / 1000.0;
        var arrivals = new ArrayList<Arrival>();
        try (var reader = new TraceReader(Files.newInputStream(plan.trace()))) {
            var item = reader.next();
            while (item instanceof Arrival arrival && arrival.atSeconds() < until) {
                if (arrival.atSeconds() >= from) {
                    add(arrival, arrival.atSeconds() - from, plan, random, arrivals);
                }
                item = reader.next();
            }
            if (item instanceof TraceReader.Refused(var line, var message)) {
                throw new SandboxException(plan.trace() + ", line " + line + ": " + message);
            }
        } catch (IOException e) {
            throw new SandboxException("the trace " + plan.trace() + " cannot be read: " + e.getMessage());
        }
        arrivals.sort(Comparator.comparingDouble(Arrival::atSeconds));
        return arrivals;
    }

    private static void add(Arrival arrival, double at, LoadPlan plan, Random random, List<Arrival> arrivals) {
        var copies = plan.burst().covers(at) ? plan.burst().factor() : 1;
        for (var copy = 0.0; copy < copies; copy++) {
            var share = plan.share() * Math.min(1, copies - copy);
            if (random.nextDouble() < share) {
                var jitter = copy == 0 ? 0 : random.nextDouble() * JITTER_SECONDS;
                arrivals.add(new Arrival(at + jitter, arrival.promptTokens(), arrival.outputTokens()));
            }
        }
    }
}
