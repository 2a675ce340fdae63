package dev.bailiwick.sandbox.engines;

import dev.bailiwick.lab.simulator.Completion;
import dev.bailiwick.lab.simulator.EngineCatalogue;
import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.lab.simulator.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A hall with a client that keeps what it hears. */
final class Simulated implements EngineHall.Clients {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final String DEPLOYMENT = "plant/assistant";

    final EngineHall hall = new EngineHall();
    final List<Long> answered = new ArrayList<>();
    final List<Long> cut = new ArrayList<>();

    Simulated() {
        hall.join(this);
    }

    static EngineProfile profile() {
        return EngineCatalogue.load().find("llama-3.1-8b-l40s").orElseThrow();
    }

    /** Opens engines that begin to serve at {@link #START}. */
    Simulated with(String... uids) {
        for (var uid : uids) {
            hall.open(uid, DEPLOYMENT, "model", profile(), START);
        }
        return this;
    }

    SimulatedPod pod(String uid) {
        return hall.pod(uid).orElseThrow();
    }

    static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1000));
    }

    @Override
    public void answered(Completion completion) {
        answered.add(completion.request().id());
    }

    @Override
    public void cut(Request request) {
        cut.add(request.id());
    }
}
