package dev.bailiwick.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class GpuMeterTest {

    @Test
    void aPodCountsFromWhenItIsFirstSeenToWhenItIsSeenNoMore() {
        // Given
        var start = Instant.parse("2026-01-01T00:00:00Z");
        var meter = new GpuMeter(start);

        // When
        meter.see(1, start.plusSeconds(10));
        meter.see(3, start.plusSeconds(14));
        meter.see(0, start.plusMillis(15_500));
        meter.see(0, start.plusSeconds(60));

        // Then
        assertThat(meter.seconds()).isEqualTo(4 + 3 * 1.5);
    }
}
