package dev.bailiwick.lab.replay.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HeadroomTest {

    @Test
    void untilTwoHoursAreKnownItIsThePriors() {
        // Given
        Forecasts forecasts = new Forecasts(ForecastsTest.flow(20_000, second -> 2), 120);
        // When
        Headroom high = new Headroom(forecasts, Candidate.ONE_MINUTE, 0.99);
        Headroom low = new Headroom(forecasts, Candidate.ONE_MINUTE, 0.25);
        // Then a Laplace distribution of standard deviation 0.148
        double scale = 0.148 / Math.sqrt(2);
        assertThat(high.raised()).isCloseTo(scale * StrictMath.log(50), within(1e-12));
        assertThat(low.raised()).isCloseTo(-scale * StrictMath.log(2), within(1e-12));
        assertThat(high.bound(600)).isCloseTo(2 * StrictMath.exp(scale * StrictMath.log(50)), within(1e-9));
        // And then that of what came, which was as expected
        assertThat(high.bound(10_000)).isCloseTo(2, within(1e-9));
    }

    @Test
    void afterThatItIsTheQuantileOfTheLastDaysErrors() {
        // Given that every tenth minute brings twice as much as the others, for a day, and nothing ever does afterwards
        Flow flow = ForecastsTest.flow(200_000, second -> second < 86_400 && second / 60 % 10 == 0 ? 2 : 1);
        Forecasts forecasts = new Forecasts(flow, 120);
        // When
        Headroom median = new Headroom(forecasts, Candidate.ONE_MINUTE, 0.5);
        Headroom high = new Headroom(forecasts, Candidate.ONE_MINUTE, 0.95);
        median.bound(80_000);
        high.bound(80_000);
        // Then
        assertThat(median.raised()).isCloseTo(0, within(1e-9));
        assertThat(high.raised()).isCloseTo(StrictMath.log(2), within(1e-9));
        // And a day later that is forgotten
        high.bound(86_400 + 86_400 + 600);
        assertThat(high.raised()).isCloseTo(0, within(1e-9));
    }
}
