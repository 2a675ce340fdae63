package dev.bailiwick.lab.replay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bailiwick.lab.replay.Result;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandingTest {

    private static Standing standing(@Nullable Double windows, double... attainments) {
        List<Result> results = new ArrayList<>();
        for (double attainment : attainments) {
            results.add(
                    Samples.result(Samples.CELL, "hpa", Samples.PLAIN, results.size() + 1L, attainment, windows, 10));
        }
        return Standing.of(results);
    }

    @Test
    void isValidAtEveryBoundAtOnce() {
        assertThat(standing(0.97, 0.9870, 0.9930).valid()).isTrue();
    }

    @Test
    void aMeanBelow99PercentIsNotValid() {
        assertThat(standing(1.0, 0.9898, 0.9900).failings()).containsExactly("attainment 98.9 % < 99 %");
    }

    @Test
    void oneSeedBelow987IsNotValidWhateverTheMean() {
        assertThat(standing(1.0, 0.9869, 1.0, 1.0).failings()).containsExactly("a seed at 98.6 % < 98.7 %");
    }

    @Test
    void badWindowsCannotBeBoughtByAGoodMean() {
        assertThat(standing(0.969, 0.999, 0.999).failings()).containsExactly("good windows 96.9 % < 97 %");
    }

    @Test
    void aTraceWithoutBusyWindowsIsJudgedByAttainmentAlone() {
        assertThat(standing(null, 0.995).valid()).isTrue();
        assertThat(standing(null, 0.995).windowsOk()).isNull();
    }

    @Test
    void theIntervalOfTheMeanIsStudents() {
        // Given three values with mean 2 and standard deviation 1
        Spread spread = Spread.of(1, 2, 3);
        // Then 4.303 / sqrt(3)
        assertThat(spread.mean()).isEqualTo(2);
        assertThat(spread.margin())
                .isNotNull()
                .satisfies(margin -> assertThat(margin).isCloseTo(2.484, within(0.001)));
        assertThat(Spread.of(7).margin()).isNull();
    }
}
