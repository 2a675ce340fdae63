package dev.bailiwick.sandbox.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadPlanTest {

    private Traces traces;

    @BeforeEach
    void write(@TempDir Path directory) throws IOException {
        traces = Traces.steady(directory, 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.MIN_VALUE, 0.2, 1})
    void aShareAboveZeroAndUpToOneIsTaken(double share) {
        assertThat(traces.plan(0, 60, share, LoadPlan.Burst.NONE, 1).share()).isEqualTo(share);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
    void anyOtherShareIsRefused(double share) {
        assertThatThrownBy(() -> traces.plan(0, 60, share, LoadPlan.Burst.NONE, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("share is " + share + "; it must be above 0 and at most 1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.99, 0, -1, 101, Double.NaN, Double.POSITIVE_INFINITY})
    void aBurstFactorBelowOneOrWithoutEndIsRefused(double factor) {
        assertThatThrownBy(() -> traces.plan(0, 60, 1, Traces.burst(0, 10, factor), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("burst factor is " + factor + "; it must be 1 to 100");
    }

    @Test
    void timesThatCannotBeAreRefusedByName() {
        assertThatThrownBy(() -> traces.plan(-1, 60, 1, LoadPlan.Burst.NONE, 1))
                .hasMessage("start is -1000 ms; it must not be below 0");
        assertThatThrownBy(() -> traces.plan(0, 0, 1, LoadPlan.Burst.NONE, 1))
                .hasMessage("length is 0 ms; it must be above 0");
        assertThatThrownBy(() -> traces.plan(0, 60, 1, Traces.burst(-0.5, 10, 2), 1))
                .hasMessage("burst start is -500 ms; it must not be below 0");
        assertThatThrownBy(() -> traces.plan(0, 60, 1, Traces.burst(0, -2, 2), 1))
                .hasMessage("burst length is -2000 ms; it must not be below 0");
    }
}
