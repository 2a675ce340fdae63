package dev.bailiwick.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.replay.causal.Causal;
import dev.bailiwick.lab.replay.peer.Entrants;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoliciesTest {

    private static List<Entrant> known() {
        List<Entrant> known = new ArrayList<>();
        new Entrants().peers().forEach(peer -> known.add(peer.entrant()));
        known.add(Causal.peer().entrant());
        return known;
    }

    @Test
    void allAreThosePoliciesThatHaveDefaultsAndNoReference() {
        assertThat(Policies.all(known()))
                .extracting(chosen -> chosen.entrant().name())
                .contains("ours", "ray")
                .doesNotContain("static", "causal");
    }

    @Test
    void aReferenceIsAskedForByNameAndTunedLikeAPolicy() {
        // When
        List<Policies.Chosen> chosen = Policies.named(known(), "ours,causal", 64);
        // Then
        assertThat(chosen).extracting(each -> each.entrant().name()).containsExactly("ours", "causal");
        assertThat(chosen.getLast().tunable()).isTrue();
    }
}
