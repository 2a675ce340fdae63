package dev.bailiwick.lab.replay.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HindsightTest {

    @Test
    void tooLittleCostsTheQuantileAndTooMuchTheRest() {
        assertThat(Hindsight.pinball(2, 0.9)).isCloseTo(1.8, within(1e-12));
        assertThat(Hindsight.pinball(-2, 0.9)).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void theLossIsThatOfTheRaisedForecastsOfTheMinutesWhoseOutcomeIsInTheTrace() {
        // Given 1 replica's work for 10 minutes, then 3: until two hours are known the headroom is the prior's
        Forecasts forecasts = new Forecasts(ForecastsTest.flow(1_200, second -> second < 600 ? 1 : 3), 120);
        // When
        double loss = Hindsight.loss(forecasts, Candidate.ONE_MINUTE, 0.5);
        // Then of the forecasts at 60 s to 1,020 s those at 480 s to 600 s, three of them, are two replicas short
        assertThat(loss).isCloseTo(0.5 * 2 * 3, within(1e-9));
    }

    @Test
    void aLongMeanIsBestWhereMinutesAlternate() {
        Forecasts forecasts = new Forecasts(ForecastsTest.flow(40_000, second -> second / 60 % 2 == 0 ? 1 : 3), 120);
        assertThat(Hindsight.best(forecasts, 0.5)).isEqualTo(Candidate.FIVE_MINUTES);
    }

    @Test
    void aTrendIsBestWhereOneGoesOn() {
        Forecasts forecasts =
                new Forecasts(ForecastsTest.flow(80_000, second -> 1 + Math.abs(second % 14_400 - 7_200) / 700.0), 300);
        assertThat(Hindsight.best(forecasts, 0.9)).isEqualTo(Candidate.TREND);
    }

    @Test
    void theSeasonIsBestWhereDaysRepeatThemselves() {
        Forecasts forecasts = new Forecasts(
                ForecastsTest.flow(5 * 86_400, second -> second % 7_200 < 600 && second % 86_400 > 43_200 ? 9 : 1),
                600);
        assertThat(Hindsight.best(forecasts, 0.9)).isEqualTo(Candidate.SEASON);
    }
}
