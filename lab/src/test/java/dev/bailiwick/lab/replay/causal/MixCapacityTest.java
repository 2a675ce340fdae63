package dev.bailiwick.lab.replay.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bailiwick.lab.replay.Objective;
import dev.bailiwick.lab.simulator.EngineCatalogue;
import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.lab.simulator.StepCost;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class MixCapacityTest {
    private static final Objective OBJECTIVE = new Objective(Duration.ofMillis(2_500), Duration.ofMillis(100));
    private static final EngineProfile L40S =
            EngineCatalogue.load().find("llama-3.1-8b-l40s").orElseThrow();

    private static Mix mix(int[] prompts, int[] outputs) {
        return new Mix(prompts, outputs, new int[prompts.length], new BitSet());
    }

    @Test
    void isWhatADirectSearchFinds() {
        // Given
        Mix mix = mix(new int[] {300, 900, 2_500}, new int[] {100, 200, 300});
        // When
        double found = new MixCapacity(OBJECTIVE).perSecond(L40S, mix, 40);
        // Then every rate from half of it up to it is borne, and none from there to twice as much
        int power = (int) Math.round(StrictMath.log(found) / StrictMath.log(MixCapacity.STEP));
        MixCapacity direct = new MixCapacity(OBJECTIVE);
        assertThat(found).isCloseTo(MixCapacity.rate(power), within(1e-9));
        for (int below = power - 35; below <= power; below += 5) {
            assertThat(direct.bears(L40S, mix, MixCapacity.rate(below))).isTrue();
        }
        for (int above = power + 1; above <= power + 36; above += 5) {
            assertThat(direct.bears(L40S, mix, MixCapacity.rate(above))).isFalse();
        }
    }

    @Test
    void staysBelowWhatTheServiceTimeAllowsAndGoesUpWithThePatience() {
        // Given a service of 1 s for each request, one at a time
        EngineProfile one = new EngineProfile(
                "test", "test", "test", 1, new StepCost(100, 0, 0, 0, 0, 0, 0, 0, 0), 1_024, 16, 1, 64, 1, "made up");
        Mix mix = mix(new int[] {8}, new int[] {10});
        // When
        double patient =
                new MixCapacity(new Objective(Duration.ofSeconds(60), Duration.ofMillis(100))).perSecond(one, mix, 2);
        double impatient = new MixCapacity(OBJECTIVE).perSecond(one, mix, 2);
        // Then an M/D/1 queue of which 1 % wait longer than 2.4 s is busy about 0.36 of the time
        assertThat(patient).isBetween(0.85, 1.0);
        assertThat(impatient).isBetween(0.25, 0.5);
    }

    @Test
    void isNotJudgedByRequestsThatNobodyServesInTime() {
        // Given prompts of which a tenth take more than 2.5 s of prefill alone
        int[] prompts = new int[20];
        Arrays.fill(prompts, 200);
        prompts[3] = 26_000;
        prompts[13] = 26_000;
        int[] outputs = new int[20];
        Arrays.fill(outputs, 50);
        Mix strict = mix(prompts, outputs);
        BitSet infeasible = new BitSet();
        infeasible.set(3);
        infeasible.set(13);
        Mix lenient = new Mix(prompts, outputs, new int[20], infeasible);
        // Then
        MixCapacity capacity = new MixCapacity(OBJECTIVE);
        assertThat(capacity.bears(L40S, strict, 0.05)).isFalse();
        assertThat(capacity.bears(L40S, lenient, 0.01)).isTrue();
    }

    @Test
    void isTheSameWhateverWasAskedBefore() {
        // Given
        Mix mix = mix(new int[] {300, 900}, new int[] {100, 200});
        MixCapacity used = new MixCapacity(OBJECTIVE);
        used.perSecond(L40S, mix(new int[] {2_000}, new int[] {20}), 20);
        // Then
        assertThat(used.perSecond(L40S, mix, 30)).isEqualTo(new MixCapacity(OBJECTIVE).perSecond(L40S, mix, 60));
    }
}
