package dev.bailiwick.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerturbationReadingTest {

    @Test
    void tellsPoliciesOfAnotherEngine() {
        // Given
        Perturbation wrong = understood("prior=x0.5");
        // Then
        assertThat(wrong.profiled(Cells.oneAtATime()).stepCost().fixed()).isEqualTo(200);
        assertThat(Perturbation.NONE.profiled(Cells.oneAtATime())).isEqualTo(Cells.oneAtATime());
    }

    @Test
    void readsEveryFaultAsItIsListed() {
        // Given
        String all = String.join(",", Perturbation.examples());
        // Then
        Perturbation perturbation = understood(all);
        assertThat(perturbation.faults()).isEqualTo(Perturbation.examples()).hasSize(18);
        assertThat(perturbation.kinds()).hasSize(18).doesNotHaveDuplicates();
        assertThat(understood(" ")).isEqualTo(Perturbation.NONE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "scrape-los=5% | the nearest is scrape-loss",
                "engine=fast | perturbation engine cannot be \"fast\"; write it like engine=-25%",
                "engine=-100% | perturbation engine cannot be \"-100%\"; write it like engine=-25%",
                "dead-pod=3 | perturbation dead-pod takes no value, not \"3\"; write dead-pod",
                "quota=0 | perturbation quota cannot be \"0\"; write it like quota=4",
                "blackout=0s | perturbation blackout cannot be \"0s\"; write it like blackout=3m",
                "dead-pod, | there is no perturbation \"\""
            })
    void refusesWhatIsNoFaultWithARemedy(String text, String message) {
        assertThat(Perturbation.read(text))
                .isInstanceOfSatisfying(
                        Perturbation.Refused.class,
                        refused -> assertThat(refused.message()).contains(message));
    }

    private static Perturbation understood(String text) {
        return ((Perturbation.Understood) Perturbation.read(text)).perturbation();
    }
}
