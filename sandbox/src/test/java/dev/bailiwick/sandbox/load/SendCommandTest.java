package dev.bailiwick.sandbox.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bailiwick.lab.simulator.Arrival;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class SendCommandTest {

    @Test
    void sendsAtRandomAtTheRateThatIsWanted() {
        // When
        var arrivals = plan("--rate", "3/s", "--length", "1000s", "--prompt-tokens", "9")
                .arrivals();
        // Then
        assertThat((double) arrivals.size()).isCloseTo(3000, within(200.0));
        assertThat(arrivals)
                .isSortedAccordingTo(Comparator.comparingDouble(Arrival::atSeconds))
                .allMatch(arrival -> arrival.atSeconds() < 1000 && arrival.promptTokens() == 9);
        assertThat(plan("--rate", "180/m", "--length", "1000s", "--prompt-tokens", "9")
                        .arrivals())
                .isEqualTo(arrivals);
        assertThat(plan("--rate", "3", "--seed", "2").arrivals()).isNotEqualTo(arrivals);
    }

    @Test
    void playsAPartOfATrace(@TempDir Path directory) throws IOException {
        // Given
        var trace = Traces.steady(directory, 100).file().toString();
        // When
        var arrivals = plan("--trace", trace, "--start", "2s", "--length", "1s").arrivals();
        // Then
        assertThat(arrivals).extracting(Arrival::promptTokens).containsExactly(21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
    }

    @Test
    void keepsAClosedLoopBusy() {
        // When
        var plan = plan("--concurrency", "40", "--output-tokens", "7", "--length", "1m");
        // Then
        assertThat(plan.arrivals()).isEmpty();
        assertThat(plan.concurrency()).isEqualTo(40);
        assertThat(plan.each()).isEqualTo(new SendPlan.Size(200, 7));
        assertThat(plan.length()).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --rate=fast | --rate is "fast"; write it as 3/s or 90/m
            --rate=0 | --rate is "0"; it must be above 0 and at most 1000/s
            --rate=1000 --length=1h | rate x length is above 100000 requests; lower the one or the other
            --rate=1 --length=0s | length is 0 s; it must be above 0
            --rate=1 --output-tokens=0 | a request has 200 prompt and 0 output tokens; give it at least 1 of each
            --rate=1 --url=engine:8000 | --url is "engine:8000"; it must be http://NAME or http://NAME:PORT
            --rate=1 --concurrency=2 | --rate=R, --concurrency=N are mutually exclusive (specify only one)
            --concurrency=0 | --concurrency is 0; it must be 1 to 1000
            --trace=/no/trace | the trace /no/trace cannot be read: /no/trace
            --trace=/no/trace --share=2 | share is 2.0; it must be above 0 and at most 1
            --seed=1 | Missing required argument (specify one of these): (--rate=R | --trace=FILE | --concurrency=N)
            """)
    void namesTheOptionTheValueAndTheRemedy(String arguments, String fault) {
        assertThatThrownBy(() -> plan(arguments.split(" ", -1)))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(fault);
    }

    private static SendPlan plan(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        if (!String.join(" ", arguments).contains("--url")) {
            all.add("--url=http://engine");
        }
        all.add("--model=small");
        var command = new SendCommand();
        new CommandLine(command).parseArgs(all.toArray(String[]::new));
        return command.plan();
    }
}
