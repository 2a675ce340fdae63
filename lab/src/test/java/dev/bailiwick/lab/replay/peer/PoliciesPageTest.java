package dev.bailiwick.lab.replay.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.replay.causal.Causal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/policies.md} is what the catalogue says. */
class PoliciesPageTest {
    private static final Path PAGE = Path.of("../docs/reference/policies.md");

    @Test
    void isWhatTheCatalogueSays() throws IOException {
        // Given
        List<Peer> known = new ArrayList<>(new Entrants().peers());
        known.add(Causal.peer());
        String page = page(known);
        // When
        if (Boolean.getBoolean("bailiwick.update")) {
            Files.writeString(PAGE, page);
        }
        // Then
        assertThat(Files.readString(PAGE))
                .as("-Dbailiwick.update=true writes it anew")
                .isEqualTo(page);
    }

    private static String page(List<Peer> peers) {
        StringBuilder page = new StringBuilder("""
                # Policies of the replay

                What `--policies` takes: the shipped autoscaler, the field's policies as their documents and their code say, a fixed
                size, and the causal reference, which is no policy. Durations are in seconds, shares from 0 to 1, switches 0 or 1. A tuned run tries each setting of a grid.
                This page is generated from the catalogue (`lab`, `Entrants`).

                | policy | knobs | settings in its grid |
                |---|---|---|
                """);
        for (Peer peer : peers) {
            Entrant entrant = peer.entrant();
            page.append("| [%s](#%s) | %d | %d |%n"
                    .formatted(
                            entrant.name(),
                            entrant.name(),
                            peer.knobs().size(),
                            entrant.grid().size()));
        }
        peers.forEach(peer -> section(page, peer));
        return page.toString();
    }

    private static void section(StringBuilder page, Peer peer) {
        Entrant entrant = peer.entrant();
        page.append("%n## %s%n%nSource: %s.%n".formatted(entrant.name(), entrant.source()));
        if (!peer.knobs().isEmpty()) {
            page.append("%n| knob | default | meaning | source of the default |%n|---|---|---|---|%n".formatted());
        }
        for (Knob knob : peer.knobs()) {
            page.append("| `%s` | %s | %s | %s |%n"
                    .formatted(knob.name(), Readings.shown(knob.standard()), knob.meaning(), knob.source()));
        }
        if (!entrant.deviations().isEmpty()) {
            page.append(
                    "%n%s:%n%n".formatted(entrant.reference() ? "What it knows" : "What differs from the original"));
            entrant.deviations().forEach(deviation -> page.append("- %s%n".formatted(deviation)));
        }
    }
}
