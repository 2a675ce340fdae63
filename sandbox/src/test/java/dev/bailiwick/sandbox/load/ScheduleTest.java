package dev.bailiwick.sandbox.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bailiwick.lab.simulator.Arrival;
import dev.bailiwick.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleTest {

    @TempDir
    private Path directory;

    @Test
    void theWholeShareIsTheTraceAsItIs() throws IOException {
        // When
        var schedule = Schedule.of(Traces.steady(directory, 50).plan(0, 60, 1, LoadPlan.Burst.NONE, 1));

        // Then
        assertThat(schedule).hasSize(50);
        assertThat(schedule.getFirst()).isEqualTo(new Arrival(0, 1, 5));
        assertThat(schedule.getLast()).isEqualTo(new Arrival(4.9, 50, 5));
    }

    @Test
    void aPartOfTheTraceBeginsAtZeroAndEndsBeforeItsLength() throws IOException {
        // When
        var schedule = Schedule.of(Traces.steady(directory, 50).plan(2, 1, 1, LoadPlan.Burst.NONE, 1));

        // Then
        assertThat(schedule).extracting(Arrival::promptTokens).containsExactly(21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
        assertThat(schedule.getFirst().atSeconds()).isZero();
        assertThat(schedule.getLast().atSeconds()).isCloseTo(0.9, within(1e-9));
    }

    @Test
    void aShareThinsTheRateAndNeverSqueezesTime() throws IOException {
        // Given
        var trace = Traces.steady(directory, 10_000);
        var whole = Schedule.of(trace.plan(0, 1000, 1, LoadPlan.Burst.NONE, 1));

        // When
        var thinned = Schedule.of(trace.plan(0, 1000, 0.3, LoadPlan.Burst.NONE, 1));

        // Then
        assertThat(thinned.size()).isBetween(2850, 3150);
        assertThat(whole).containsAll(thinned);
    }

    @Test
    void aBurstSetsCopiesWithJitterOnTopOfTheTrace() throws IOException {
        // Given
        var trace = Traces.steady(directory, 1000);

        // When
        var schedule = Schedule.of(trace.plan(0, 100, 1, Traces.burst(20, 30, 3), 1));

        // Then
        assertThat(schedule)
                .hasSize(1000 + 2 * 300)
                .isSortedAccordingTo(Comparator.comparingDouble(Arrival::atSeconds));
        var byRequest = schedule.stream().collect(Collectors.groupingBy(Arrival::promptTokens));
        byRequest.forEach((request, copies) -> {
            var original = (request - 1) / 10.0;
            var inBurst = original >= 20 && original < 50;
            assertThat(copies).as("request at %s s", original).hasSize(inBurst ? 3 : 1);
            assertThat(copies.getFirst().atSeconds()).isCloseTo(original, within(1e-9));
            assertThat(later(copies)).allSatisfy(at -> assertThat(at).isBetween(original, original + 2));
            assertThat(later(copies)).doesNotHaveDuplicates();
        });
    }

    private static List<Double> later(List<Arrival> copies) {
        return copies.stream().skip(1).map(Arrival::atSeconds).toList();
    }

    @Test
    void aBurstOfAPartOfACopyAddsThatShareOfTheRequests() throws IOException {
        // When
        var schedule = Schedule.of(Traces.steady(directory, 10_000).plan(0, 1000, 1, Traces.burst(0, 1000, 1.5), 1));

        // Then
        assertThat(schedule.size()).isBetween(14_800, 15_200);
    }

    @Test
    void theSameSeedGivesTheSameSchedule() throws IOException {
        // Given
        var trace = Traces.steady(directory, 500);

        // When
        var first = Schedule.of(trace.plan(0, 50, 0.5, Traces.burst(10, 10, 2), 7));

        // Then
        assertThat(Schedule.of(trace.plan(0, 50, 0.5, Traces.burst(10, 10, 2), 7)))
                .isEqualTo(first);
        assertThat(Schedule.of(trace.plan(0, 50, 0.5, Traces.burst(10, 10, 2), 8)))
                .isNotEqualTo(first);
    }

    @Test
    void aBadLineIsNamedWithItsRemedy() throws IOException {
        // Given
        var trace = Traces.of(directory, Traces.HEADER + "0,10,5\n1,ten,5\n");

        // Then
        assertThatThrownBy(() -> Schedule.of(trace.plan(0, 60, 1, LoadPlan.Burst.NONE, 1)))
                .isInstanceOf(SandboxException.class)
                .hasMessageStartingWith(trace.file() + ", line 3: ")
                .hasMessageContaining("ten");
    }

    @Test
    void aFileThatIsNotGzipIsToldSo() throws IOException {
        // Given
        var trace = Traces.steady(directory, 1);
        Files.writeString(trace.file(), Traces.HEADER);

        // Then
        assertThatThrownBy(() -> Schedule.of(trace.plan(0, 60, 1, LoadPlan.Burst.NONE, 1)))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("the file is not gzip; compress it with gzip");
    }

    @Test
    void aFileThatIsMissingIsNamed() throws IOException {
        // Given
        var trace = Traces.steady(directory, 1);
        Files.delete(trace.file());

        // Then
        assertThatThrownBy(() -> Schedule.of(trace.plan(0, 60, 1, LoadPlan.Burst.NONE, 1)))
                .isInstanceOf(SandboxException.class)
                .hasMessageStartingWith("the trace " + trace.file() + " cannot be read: ");
    }
}
