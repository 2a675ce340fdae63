package dev.bailiwick.cli.replay;

import dev.bailiwick.cli.Paper;
import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.replay.Perturbation;
import dev.bailiwick.lab.replay.matrix.Search;
import dev.bailiwick.lab.replay.peer.Knob;
import dev.bailiwick.lab.replay.peer.Peer;
import dev.bailiwick.lab.simulator.EngineCatalogue;
import dev.bailiwick.lab.simulator.EngineProfile;
import java.util.List;

/** What there is to choose from. */
final class Listing {
    private Listing() {}

    static String of(List<Peer> peers, Paper paper) {
        paper.title("policies", "for --policies");
        for (Peer peer : peers) {
            Entrant entrant = peer.entrant();
            paper.section(entrant.name().equals("static") ? "static:N" : entrant.name(), "");
            paper.row(
                    "grid",
                    "%d settings that --tune tries".formatted(entrant.grid().size()));
            paper.row("source", entrant.source());
            for (Knob knob : peer.knobs()) {
                paper.row(
                        "knob",
                        "%s = %s: %s (%s)"
                                .formatted(knob.name(), plain(knob.standard()), knob.meaning(), knob.source()));
            }
            String knowing = entrant.reference() ? "knows" : "differs";
            entrant.deviations().forEach(deviation -> paper.row(knowing, deviation));
        }
        paper.section(Search.BEST_KNOWN, "a bound");
        paper.row(
                "is",
                "the cheapest schedule of replicas that a local search finds for a cell and a seed at 99, 99.5 and 99.9 %"
                        + " in time with 97 % of the windows good; --search says how many whole runs each gets");
        paper.row("source", "docs/bounds.md; research autoscaling-review 6");
        paper.section(Wanted.LOWER_BOUND, "a bound");
        paper.row(
                "is",
                "GPU-hours below which no schedule of replicas reaches 99 %, in cells where nothing is perturbed");
        paper.row("source", "docs/bounds.md; research autoscaling-review 6");
        paper.section("faults", "for --perturb");
        Perturbation.examples().forEach(paper::item);
        paper.section("engines", "for --engine");
        for (EngineProfile engine : EngineCatalogue.load().profiles()) {
            paper.section(engine.name(), "");
            paper.row("serves", "%s on %d x %s".formatted(engine.model(), engine.accelerators(), engine.accelerator()));
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

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
