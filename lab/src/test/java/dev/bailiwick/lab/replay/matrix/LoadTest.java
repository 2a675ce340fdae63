package dev.bailiwick.lab.replay.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bailiwick.lab.replay.Trace;
import org.junit.jupiter.api.Test;

class LoadTest {

    private static Trace trace(int requests) {
        double[] at = new double[requests];
        int[] prompts = new int[requests];
        int[] outputs = new int[requests];
        for (int i = 0; i < requests; i++) {
            at[i] = (i - i % 3) / 3.0; // three at a time
            prompts[i] = i + 1;
            outputs[i] = 1;
        }
        return new Trace("trace", at, prompts, outputs, requests / 3.0 + 5);
    }

    @Test
    void atOneItIsItself() {
        Trace trace = trace(30);
        assertThat(Load.of(trace, 1)).isSameAs(trace);
    }

    @Test
    void atTwoEveryRequestComesOnceMoreWithinTwoSeconds() {
        // Given
        Trace trace = trace(300);
        // When
        Trace twice = Load.of(trace, 2);
        // Then
        assertThat(twice.requests()).isEqualTo(600);
        assertThat(twice.seconds()).isEqualTo(trace.seconds());
        double[] first = new double[301];
        int[] seen = new int[301];
        for (int i = 0; i < twice.requests(); i++) {
            assertThat(twice.atSeconds(i)).isGreaterThanOrEqualTo(i == 0 ? 0 : twice.atSeconds(i - 1));
            int request = twice.promptTokens(i);
            if (seen[request]++ == 0) {
                first[request] = twice.atSeconds(i);
                assertThat(first[request]).isEqualTo(trace.atSeconds(request - 1));
            } else {
                assertThat(twice.atSeconds(i) - first[request]).isBetween(0.0, 2.0);
            }
        }
        for (int request = 1; request <= 300; request++) {
            assertThat(seen[request]).isEqualTo(2);
        }
    }

    @Test
    void aPartOfACopyIsDrawnAndAlwaysTheSame() {
        // Given
        Trace trace = trace(9_000);
        // When
        Trace half = Load.of(trace, 0.5);
        // Then
        assertThat((double) half.requests()).isCloseTo(4_500, within(200.0));
        assertThat(Fingerprint.of(half)).isEqualTo(Fingerprint.of(Load.of(trace, 0.5)));
        assertThat((double) Load.of(trace, 1.25).requests()).isCloseTo(11_250, within(200.0));
    }
}
