package dev.bailiwick.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RehearsalReportTest {

    @Test
    void aReportOfTheSenderIsSaidInWords() {
        var report = """
                {"state":"done","sent":366,"answered":365,"cut":1,"ttftP50":3.650712983,"ttftP95Total":24.116,"tpotP95":0.0284}
                """;

        assertThat(Rehearsal.words("busy", report))
                .isEqualTo("busy: 366 requests, 365 answered, 1 cut; TTFT p50 3.7 s, p95 24 s; TPOT p95 28 ms");
    }

    @Test
    void whatIsNoReportIsShownAsItIs() {
        assertThat(Rehearsal.words("calm", "send: nobody answers at http://simulated\n"))
                .isEqualTo("calm: send: nobody answers at http://simulated");
    }
}
