package dev.bailiwick.lab.replay.bound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.replay.Schedule;
import dev.bailiwick.lab.replay.Schedule.Step;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class SizesTest {
    private static final Schedule STEPS =
            new Schedule(List.of(new Step(0, 2), new Step(10, 5), new Step(20, 3), new Step(30, 4)));

    @Test
    void beforeItsFirstStepAScheduleHasTheSizeOfTheBeginning() {
        assertThat(Sizes.whole(new Schedule(List.of(new Step(7, 3), new Step(9, 4))), 3))
                .isEqualTo(new Schedule(List.of(new Step(0, 3), new Step(9, 4))));
    }

    @Test
    void aPieceMayHaveOtherSizes() {
        assertThat(Sizes.over(STEPS, 15, 25, size -> size + 1))
                .isEqualTo(new Schedule(List.of(
                        new Step(0, 2),
                        new Step(10, 5),
                        new Step(15, 6),
                        new Step(20, 4),
                        new Step(25, 3),
                        new Step(30, 4))));
    }

    @Test
    void aPieceMayComeFromAnotherSchedule() {
        assertThat(Sizes.spliced(STEPS, Schedule.fixed(5), 5, 20))
                .isEqualTo(new Schedule(List.of(new Step(0, 2), new Step(5, 5), new Step(20, 3), new Step(30, 4))));
    }

    @Test
    void stepsMayComeEarlierOrLaterWithinAPiece() {
        assertThat(Sizes.shifted(STEPS, 8, 25, 3))
                .isEqualTo(new Schedule(List.of(new Step(0, 2), new Step(13, 5), new Step(23, 3), new Step(30, 4))));
        assertThat(Sizes.shifted(STEPS, 8, 25, -4))
                .isEqualTo(new Schedule(List.of(new Step(0, 2), new Step(8, 5), new Step(16, 3), new Step(30, 4))));
        assertThat(Sizes.earlier(STEPS, 12))
                .isEqualTo(new Schedule(List.of(new Step(0, 5), new Step(8, 3), new Step(18, 4))));
    }

    @Test
    void aMoveLeavesWhatIsOutsideItsTimeAndTheBounds() {
        // Given
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        Moves moves = new Moves(1, 6, 1, random);
        Schedule schedule = STEPS;
        int changed = 0;
        // When
        for (int i = 0; i < 2_000; i++) {
            Schedule moved = moves.move(schedule, 8, 26);
            changed += moved.equals(schedule) ? 0 : 1;
            // Then
            for (long at : new long[] {0, 5, 7, 26, 28, 30, 40}) {
                assertThat(moved.sizeAt(at, 0)).isEqualTo(STEPS.sizeAt(at, 0));
            }
            assertThat(moved.steps()).allSatisfy(step -> assertThat(step.size()).isBetween(1, 6));
            schedule = moved;
        }
        assertThat(changed).isGreaterThan(500);
    }
}
