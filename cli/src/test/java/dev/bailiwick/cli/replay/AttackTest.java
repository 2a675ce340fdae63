package dev.bailiwick.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A short search for the worst load. */
class AttackTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int attack(String... arguments) {
        List<String> all = new ArrayList<>(List.of("replay", "--attack"));
        all.addAll(List.of(arguments));
        return Main.commandLine("bailiwick")
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void writesTheWorstLoadsFoundAsTraces() throws IOException {
        // When
        int status = attack(
                "static:2",
                "--budget",
                "20",
                "--busiest",
                "4",
                "--max",
                "4",
                "--engine",
                "llama-3.1-8b-l40s",
                "--out",
                directory.toString());

        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(status).isZero();
        assertThat(out.toString())
                .contains("loads of an hour found against static:2")
                .contains("regret   in time");
        List<String> regrets = Files.readAllLines(directory.resolve("regrets.csv"));
        assertThat(regrets.getFirst()).isEqualTo("file,regret,slo_attainment,gpu_hours,hindsight_gpu_hours");
        assertThat(regrets.size()).isGreaterThan(1);
        assertThat(regrets.stream().skip(1).map(line -> directory.resolve(line.split(",", -1)[0])))
                .allMatch(Files::exists);
        assertThat(TraceArgument.read(directory.resolve("worst-01.csv.gz")).requests())
                .isPositive();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            oars     | --budget  | 20  | --policies oars is not known; is it ours or
            ours,hpa | --budget  | 20  | --attack ours,hpa names 2 policies; attack one at a time
            ours     | --budget  | 9   | --budget 9 is no whole number from 10 to 1000000
            ours     | --busiest | 0   | --busiest 0 is no whole number from 1 to 1000
            ours     | --seed    | x   | --seed x is no whole number from 0 to
            ours     | --out     | pom.xml/x | --out pom.xml/x cannot be made: something on the way is no directory
            """)
    void whatIsWrongIsOneLineBeforeTheFirstRun(String policy, String option, String value, String line) {
        // When
        int status = attack(policy, option, value);

        // Then
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).startsWith(line).hasLineCount(1);
    }
}
