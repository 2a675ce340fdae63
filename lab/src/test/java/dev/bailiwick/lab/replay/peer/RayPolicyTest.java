package dev.bailiwick.lab.replay.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.lab.replay.View;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RayPolicyTest {

    @Test
    void growsWhenMoreWasWantedForThirtySecondsInARow() {
        // Given 10 ongoing requests against 2 per replica
        Scaler ray = Views.start("ray", 1, 20, defaults -> defaults);
        // When
        List<Integer> sizes = turns(ray, 0, 1, 10, 32);
        // Then ceil(10 / 2) = 5 comes with the turn that follows 30 others
        assertThat(sizes.subList(0, 30)).containsOnly(1);
        assertThat(sizes.get(30)).isEqualTo(5);
    }

    @Test
    void shrinksWhenLessWasWantedForTenMinutesInARow() {
        // Given
        Scaler ray = Views.start("ray", 1, 20, defaults -> defaults);
        // When 4 replicas have 1 request each, where 2 are the target
        List<Integer> sizes = turns(ray, 0, 4, 1, 602);
        // Then
        assertThat(sizes.subList(0, 600)).containsOnly(4);
        assertThat(sizes.get(600)).isEqualTo(2);
    }

    @Test
    void beginsToCountAnewWhenTheDirectionTurns() {
        // Given
        Scaler ray = Views.start("ray", 1, 20, defaults -> defaults.with("look-back", 5));
        turns(ray, 0, 2, 10, 29);
        // When it wanted more for 29 turns, then less once, then more again
        ray.observe(Views.even(100, 2, Views.inFlight(0)));
        ray.decide(Views.even(100, 2, Views.inFlight(0)));
        List<Integer> sizes = turns(ray, 110, 2, 10, 30);
        // Then
        assertThat(sizes).containsOnly(2);
    }

    @Test
    void takesOnlyAShareOfTheWayWhenTold() {
        // Given half of the way from 2 running to 20 / 2 = 10
        Scaler ray = Views.start(
                "ray", 1, 20, defaults -> defaults.with("upscaling-factor", 0.5).with("upscale-delay", 0));
        // When
        List<Integer> sizes = turns(ray, 0, 2, 10, 1);
        // Then
        assertThat(sizes).containsExactly(6);
    }

    @Test
    void wakesAtOnceForAQueuedRequestAndReachesZeroOnlyFromOne() {
        // Given
        Scaler ray = Views.start("ray", 0, 20, defaults -> defaults.with("downscale-delay", 0));
        // When
        int woken = ray.decide(Views.held(0, 1));
        ray.observe(Views.even(5, 3, Views.inFlight(0)));
        int fromThree = ray.decide(Views.even(5, 3, Views.inFlight(0)));
        int fromOne = ray.decide(Views.even(6, 1, Views.inFlight(0)));
        // Then
        assertThat(woken).isEqualTo(1);
        assertThat(fromThree).isEqualTo(1);
        assertThat(fromOne).isZero();
    }

    /** The size answered in each second, whatever was answered before. */
    private static List<Integer> turns(Scaler ray, int from, int size, double each, int seconds) {
        List<Integer> sizes = new ArrayList<>();
        for (int second = from; second < from + seconds; second++) {
            View view = Views.even(second, size, Views.inFlight(each));
            if (second % 5 == 0) {
                ray.observe(view);
            }
            sizes.add(ray.decide(view));
        }
        return sizes;
    }
}
