package dev.bailiwick.cli.replay;

import dev.bailiwick.cli.Paper;
import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.simulator.EngineCatalogue;
import dev.bailiwick.lab.simulator.EngineProfile;
import java.util.List;

/** What there is to choose from. */
final class Listing {
    private Listing() {}

    static String of(List<Entrant> entrants, Paper paper) {
        paper.title("policies", "for --policies");
        for (Entrant entrant : entrants) {
            paper.section(entrant.name().equals("static") ? "static:N" : entrant.name(), "");
            paper.row("grid", "%d settings that --tune tries".formatted(entrant.grid().size()));
            paper.row("defaults", entrant.defaults().values().isEmpty() ? "no knobs" : entrant.defaults().toString());
            paper.row("source", entrant.source());
            entrant.deviations().forEach(deviation -> paper.row("differs", deviation));
        }
        paper.section("engines", "for --engine");
        for (EngineProfile engine : EngineCatalogue.load().profiles()) {
            paper.section(engine.name(), "");
            paper.row(
                    "serves",
                    "%s on %d x %s".formatted(engine.model(), engine.accelerators(), engine.accelerator()));
            paper.row(
                    "limits",
                    "%,d tokens of KV cache, %,d sequences, %,d tokens in a step, %s s to start"
                            .formatted(
                                    engine.kvTokens(),
                                    engine.maxSequences(),
                                    engine.maxBatchedTokens(),
                                    Math.round(engine.coldStartSeconds())));
            paper.row("source", engine.source());
        }
        return paper.text();
    }
}
