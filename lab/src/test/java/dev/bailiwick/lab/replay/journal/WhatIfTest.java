package dev.bailiwick.lab.replay.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.journal.JournalEntry;
import dev.bailiwick.lab.simulator.EngineCatalogue;
import dev.bailiwick.lab.simulator.EngineProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class WhatIfTest {
    private static final EngineProfile ENGINE =
            EngineCatalogue.load().find("llama-3.1-8b-l40s").orElseThrow().withLimits(185_000, 16, 2_048);

    private static Policy policy(Policy.Mode mode, int most, int queued) {
        return new Policy(mode, 1, most, queued, null, null, Duration.ofMinutes(5), 16);
    }

    private static final List<JournalEntry> GROWN = day(policy(Policy.Mode.AUTO, 8, 4));

    private static List<JournalEntry> day(Policy policy) {
        return RecordedDay.of(ENGINE, policy, 6, 120);
    }

    private static WhatIf.Verdict ask(List<JournalEntry> day, UnaryOperator<Policy> otherwise) {
        WhatIf whatIf = new WhatIf(otherwise);
        day.forEach(whatIf::entry);
        return whatIf.verdicts().getFirst();
    }

    @Test
    void thePolicyThatWasInForceDecidesTheSame() {
        // Given
        List<JournalEntry> day = GROWN;
        // When
        WhatIf.Verdict verdict = ask(day, policy -> policy);
        // Then
        assertThat(day).anyMatch(entry -> entry.decided().desired() > 1);
        assertThat(verdict)
                .isEqualTo(new WhatIf.Verdict(
                        RecordedDay.DEPLOYMENT,
                        day.getFirst().decided().at(),
                        day.getLast().decided().at(),
                        day.size(),
                        day.size(),
                        0,
                        0,
                        null));
    }

    @Test
    void anotherPolicyIsFollowedToTheTickAtWhichItWouldHaveHeldAnotherSize() {
        // Given a policy that grew, and one that may not
        List<JournalEntry> day = GROWN;
        JournalEntry growth = day.stream()
                .filter(entry -> entry.decided().desired() > 1)
                .findFirst()
                .orElseThrow();
        // When
        WhatIf.Verdict verdict = ask(day, policy -> policy(Policy.Mode.AUTO, 1, 4));
        // Then
        WhatIf.Parting parting = Objects.requireNonNull(verdict.parting());
        assertThat(parting.at()).isEqualTo(growth.decided().at());
        assertThat(parting.journaled()).isEqualTo(growth.decided());
        assertThat(parting.again().desired()).isEqualTo(1);
        assertThat(parting.again().message()).isNotEqualTo(growth.decided().message());
        assertThat(verdict.judged()).isEqualTo(day.indexOf(growth) + 1);
        assertThat(verdict.ticks()).isEqualTo(day.size());
    }

    @Test
    void anAdviceThatNobodyFollowsNeverParts() {
        // Given a journal in which nobody acted
        List<JournalEntry> day = day(policy(Policy.Mode.RECOMMEND, 8, 4));
        // When it is asked what another advice would have been
        WhatIf.Verdict verdict = ask(day, policy -> policy(Policy.Mode.RECOMMEND, 1, 4));
        // Then
        assertThat(verdict.parting()).isNull();
        assertThat(verdict.judged()).isEqualTo(day.size());
        assertThat(verdict.advised()).isPositive();
    }

    @Test
    void aSegmentThatStatesWhatWasLearnedAnywayChangesNothing() {
        // Given a state of its own in the middle, as at the start of a segment
        List<JournalEntry> day = new ArrayList<>(GROWN);
        LearnedState state = stateBefore(day, 20);
        JournalEntry entry = day.get(20);
        day.set(20, new JournalEntry(entry.deployment(), entry.observation(), entry.policy(), state, entry.decided()));
        UnaryOperator<Policy> otherwise = policy -> policy(Policy.Mode.AUTO, 8, 6);
        // When, then
        assertThat(ask(day, otherwise)).isEqualTo(ask(GROWN, otherwise));
    }

    private static LearnedState stateBefore(List<JournalEntry> day, int index) {
        LearnedState state = LearnedState.empty();
        for (JournalEntry entry : day.subList(0, index)) {
            state = new Autoscaler()
                    .decide(
                            entry.observation(),
                            entry.policy(),
                            state,
                            entry.decided().at())
                    .next();
        }
        return state;
    }
}
