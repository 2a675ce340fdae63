package dev.bailiwick.sandbox.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.simulator.Completion;
import dev.bailiwick.lab.simulator.Request;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** First token within 2 s, 100 ms per token after it: a request of eleven tokens has 3 s in all. */
class ClientLogTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int TOKENS = 11;

    private final ClientLog log = new ClientLog(Traces.OBJECTIVES);
    private long ids;

    @Test
    void anAnswerInTimeMeetsTheObjectives() {
        // Given
        var request = sent(0);

        // When
        answered(request, 2, 3);

        // Then
        var report = report(10);
        assertThat(report.answered()).isEqualTo(1);
        assertThat(report.missed()).isZero();
        assertThat(report.attainment()).isEqualTo(1);
        assertThat(report.ttftP50()).isEqualTo(2);
        assertThat(report.tpotP95()).isEqualTo(0.1);
    }

    @Test
    void aLateFirstTokenIsAMissThoughTheOthersCameFast() {
        answered(sent(0), 2.01, 2.1);

        assertMissedOnce(1);
    }

    @Test
    void lateTokensAfterAFastFirstOneAreAMiss() {
        answered(sent(0), 0.5, 1.51);

        assertMissedOnce(1);
    }

    @Test
    void aSingleTokenIsJudgedByItsFirstAlone() {
        // Given
        var request = new Request(++ids, 10, 1);
        log.sent(request, START);

        // When
        answered(request, 1.9, 1.9);

        // Then
        assertThat(report(10).attainment()).isEqualTo(1);
        assertThat(report(10).tpotP95()).isNaN();
    }

    @Test
    void aRequestThatIsCutIsAMiss() {
        log.cut(sent(0));

        assertMissedOnce(0);
        assertThat(report(10).cut()).isEqualTo(1);
    }

    @Test
    void aRequestThatNoEngineCanHoldIsAMiss() {
        log.refused(sent(0));

        assertMissedOnce(0);
    }

    @Test
    void anUnansweredRequestIsAMissFromItsLastMomentOn() {
        // When
        sent(0);

        // Then
        assertThat(report(3).missed()).isZero();
        assertThat(report(3).attainment()).isNaN();
        assertThat(report(3.001).missed()).isEqualTo(1);
        assertThat(report(60).missed()).isEqualTo(1);
        assertThat(report(60).attainment()).isZero();
    }

    @Test
    void whatIsGivenUpIsAMiss() {
        // Given
        sent(0);

        // When
        log.giveUp();

        // Then
        assertMissedOnce(0);
        assertThat(log.unanswered()).isZero();
    }

    @Test
    void aMissThatWasSeenComingIsNotCountedAgainWhateverBecomesOfTheRequest() {
        // Given
        var answered = sent(0);
        var cut = sent(0);
        var refused = sent(0);
        sent(0);
        assertThat(report(5).missed()).isEqualTo(4);

        // When
        answered(answered, 6, 7);
        log.cut(cut);
        log.refused(refused);
        log.giveUp();

        // Then
        assertThat(report(10).missed()).isEqualTo(4);
        assertThat(report(10).attainment()).isZero();
    }

    @Test
    void anAnswerInTimeIsNoMissThoughAReportRanAheadOfTheEngine() {
        // Given
        var request = sent(0);
        assertThat(report(3.01).missed()).isEqualTo(1);

        // When
        answered(request, 1.9, 2.9);

        // Then
        assertThat(report(3.02).missed()).isZero();
        assertThat(report(3.02).attainment()).isEqualTo(1);
    }

    @Test
    void anAnswerAfterTheEndOfTheLoadChangesNothing() {
        // Given
        var request = sent(0);
        log.giveUp();

        // When
        answered(request, 1, 1.5);
        log.cut(request);

        // Then
        assertMissedOnce(0);
        assertThat(report(10).cut()).isZero();
    }

    @Test
    void requestsOfOthersAreNotItsOwn() {
        // When
        answered(new Request(99, 1, 1), 1, 1);
        log.cut(new Request(98, 1, 1));

        // Then
        assertThat(report(10).missed() + report(10).answered() + report(10).cut())
                .isZero();
    }

    @Test
    void theLastMinutesPercentileForgetsWhatTheTotalKeeps() {
        // Given
        for (var second = 0; second < 100; second++) {
            answered(sent(second), second + (second < 50 ? 1.5 : 0.5), second + 2);
        }

        // When
        var report = report(112);

        // Then
        assertThat(report.ttftP95()).isEqualTo(0.5);
        assertThat(report.ttftP95Total()).isEqualTo(1.5);
    }

    @Test
    void theRateIsThatOfTheLastTenSeconds() {
        // Given
        for (var i = 0; i < 60; i++) {
            sent(i / 2.0);
        }

        // Then
        assertThat(report(30).rate()).isEqualTo(2);
        assertThat(report(60).rate()).isZero();
        assertThat(report(60).sent()).isEqualTo(60);
    }

    private void assertMissedOnce(long answered) {
        var report = report(10);
        assertThat(report.missed()).isEqualTo(1);
        assertThat(report.answered()).isEqualTo(answered);
        assertThat(report.attainment()).isZero();
    }

    private Request sent(double atSeconds) {
        var request = new Request(++ids, 10, TOKENS);
        log.sent(request, at(atSeconds));
        return request;
    }

    private void answered(Request request, double firstToken, double lastToken) {
        log.answered(new Completion(request, START, at(firstToken), at(lastToken), 0));
    }

    private LoadReport report(double atSeconds) {
        return log.report("running", atSeconds, 1, at(atSeconds));
    }

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1000));
    }
}
