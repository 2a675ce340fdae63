package dev.bailiwick.lab.replay.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForecastsTest {
    private static final int DAY = 86_400;

    /** Work per second as a function of the second, a mix known from the second minute on. */
    static Flow flow(int seconds, IntToDoubleFunction perSecond) {
        return new Flow(IntStream.range(0, seconds).mapToDouble(perSecond).toArray(), 60);
    }

    @Test
    void theMeansAreThoseOfWhatHasArrived() {
        // Given 1 replica's work until 600 s, 4 from then on
        Forecasts forecasts = new Forecasts(flow(1_200, second -> second < 600 ? 1 : 4), 120);
        // Then 30 s of the minute, and of the five minutes, are the new ones
        assertThat(forecasts.at(Candidate.ONE_MINUTE, 630)).isCloseTo(2.5, within(1e-9));
        assertThat(forecasts.at(Candidate.FIVE_MINUTES, 630)).isCloseTo((270 + 4 * 30) / 300.0, within(1e-9));
        assertThat(forecasts.at(Candidate.FIVE_MINUTES, 100)).isCloseTo(1, within(1e-9));
    }

    @Test
    void levelAndTrendAreSmoothedMinuteByMinuteAndTheTrendFades() {
        // Given minutes of 1, 2 and 4 replicas
        double[] minutes = {1, 2, 4};
        Forecasts forecasts = new Forecasts(flow(180, second -> minutes[second / 60]), 60);
        // Then by hand: level 1, trend 0; level 1.5, trend 0.05;
        // level 0.5 * 4 + 0.5 * (1.5 + 0.045) = 2.7725, trend 0.1 * 1.2725 + 0.9 * 0.045 = 0.16775
        assertThat(forecasts.at(Candidate.TREND, 60)).isCloseTo(1, within(1e-9));
        assertThat(forecasts.at(Candidate.TREND, 120)).isCloseTo(1.5 + 0.05 * (0.9 + 0.81), within(1e-9));
        assertThat(forecasts.at(Candidate.TREND, 180)).isCloseTo(2.7725 + 0.16775 * (0.9 + 0.81), within(1e-9));
    }

    @Test
    void theSeasonIsTheSameTimeOfTheTwoDaysBefore() {
        // Given a busy hour at 8 of each day, 2 replicas the first day, 6 the second and 9 the third
        double[] busy = {2, 6, 9};
        int eight = 8 * 3_600;
        Flow days = flow(
                3 * DAY, second -> second % DAY >= eight && second % DAY < eight + 3_600 ? busy[second / DAY] : 0.5);
        Forecasts forecasts = new Forecasts(days, 600);
        // When it is asked for on the second and on the third day, ten minutes before the middle of the hour
        int ahead = eight + 1_800 - 630;
        // Then one day is too little, and the last five minutes serve
        assertThat(forecasts.at(Candidate.SEASON, DAY + ahead))
                .isEqualTo(forecasts.at(Candidate.FIVE_MINUTES, DAY + ahead))
                .isCloseTo(6, within(1e-9));
        assertThat(forecasts.at(Candidate.SEASON, 2 * DAY + ahead)).isCloseTo(4, within(1e-9));
    }

    @Test
    void whatCameIsTheMinuteThatBeginsOneLeadLater() {
        Forecasts forecasts = new Forecasts(flow(1_200, second -> second < 600 ? 1 : 4), 120);
        assertThat(forecasts.came(450)).isCloseTo((30 + 4 * 30) / 60.0, within(1e-9));
        assertThat(forecasts.knownAt(450)).isEqualTo(630);
        assertThat(forecasts.error(Candidate.ONE_MINUTE, 450)).isCloseTo(StrictMath.log(2.5), within(1e-9));
    }

    @Test
    void noCandidateLooksAhead() {
        // Given flows that differ from 190,000 s on
        double[] one = IntStream.range(0, 4 * DAY)
                .mapToDouble(second -> 1 + StrictMath.sin(second / 5_000.0) / 2)
                .toArray();
        double[] other = one.clone();
        Arrays.fill(other, 190_000, other.length, 7);
        Forecasts before = new Forecasts(new Flow(one, 60), 150);
        Forecasts changed = new Forecasts(new Flow(other, 60), 150);
        // Then
        for (Candidate candidate : Candidate.ALL) {
            assertThat(changed.at(candidate, 190_000)).isEqualTo(before.at(candidate, 190_000));
            assertThat(changed.at(candidate, 4 * DAY - 1)).isNotEqualTo(before.at(candidate, 4 * DAY - 1));
        }
    }
}
