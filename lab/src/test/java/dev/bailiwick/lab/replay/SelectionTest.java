package dev.bailiwick.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SelectionTest {

    @Test
    void findsAtEachPlaceWhatSortingPutsThere() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 300; round++) {
            // Given few and many different numbers
            int kinds = 1 + random.nextInt(round + 1);
            double[] values = random.ints(1 + random.nextInt(60), 0, kinds)
                    .asDoubleStream()
                    .toArray();
            double[] sorted = values.clone();
            Arrays.sort(sorted);

            for (int place = 0; place < values.length; place++) {
                // When
                double found = Selection.at(values, place);

                // Then
                assertThat(found).as("place %d of %s", place, sorted).isEqualTo(sorted[place]);
            }
        }
    }

    @Test
    void findsItAmongNumbersThatAreInOrderOrTheOtherWayRound() {
        // Given
        double[] rising = new double[10_000];
        double[] falling = new double[10_000];
        for (int i = 0; i < rising.length; i++) {
            rising[i] = i;
            falling[i] = rising.length - 1.0 - i;
        }

        // When, Then
        assertThat(Selection.at(rising, 9_499)).isEqualTo(9_499);
        assertThat(Selection.at(falling, 9_499)).isEqualTo(9_499);
    }
}
