package dev.bailiwick.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that can be wrong is one line, before a run is made. */
class BadInputTest {

    @TempDir
    private Path directory;

    private String refused(String... arguments) {
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("replay"));
        all.addAll(List.of(arguments));
        int status = Main.commandLine("bailiwick")
                .setOut(new PrintWriter(new StringWriter(), true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1);
        return err.toString().strip();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            --length     | 12           | --length 12 is no duration; write it like 12h, 90m, 43200s or 100ms
            --length     | 0s           | --length 0s is no time at all; give more than 0s
            --start      | soon         | --start soon is no duration; write it like 12h, 90m, 43200s or 100ms
            --start      | 2h           | --start 2h is beyond the end of
            --history    | 1h           | --history 1h reaches back beyond the beginning of the trace, since --start is 0s; give at most that, or start later
            --history    | 90s          | --history 90s is no whole number of minutes; write it like 6h or 90m
            --history    | long         | --history long is no duration; write it like 12h, 90m, 43200s or 100ms
            --length     | 9000h        | --length 9000h is longer than a year; write it like 12h, 90m or 43200s
            --client-phases | late      | --client-phases late is not known; is it both or as-is or shifted?
            --load       | none         | --load none is no number above 0 and up to 1000; write it like 2 or 0.5
            --load       | 0            | --load 0 is no number above 0 and up to 1000; write it like 2 or 0.5
            --engine     | mistral-h100 | --engine mistral-h100 is not known; is it mistral-small-24b-h100 or
            --cold-start | 150          | --cold-start 150 is no duration; write it like 12h, 90m, 43200s or 100ms
            --cold-start | 150s:much    | --cold-start 150s:much has a sigma that is no number from 0 to 2; write it like 150s:0.2
            --ttft       | fast         | --ttft fast is no duration; write it like 12h, 90m, 43200s or 100ms
            --tpot       | 0ms          | --tpot 0ms is no time at all; give more than 0s
            --router     | randomly     | --router randomly is not known; is it random or
            --perturb    | earthquake   | --perturb earthquake:
            --min        | 65           | --min 65 is above --max 64; lower the one or raise the other
            --max        | 0            | --max 0 is no whole number from 1 to 1000
            --seeds      | 0            | --seeds 0 is no whole number from 1 to 1000
            --policies   | ours,hpaa    | --policies hpaa is not known; is it hpa or
            --policies   | ours,ours    | --policies names ours twice; once will do
            --policies   | static       | --policies static has no size from 0 to 64; write static:8
            --policies   | static:900   | --policies static:900 has no size from 0 to 64; write static:8
            --policies   | lower-bound  | --policies lower-bound is a bound to hold runs against; name a policy beside it
            --policies   | best-known   | --policies best-known is a bound to hold runs against; name a policy beside it
            --policies   | ours,best-knwn | --policies best-knwn is not known; is it best-known or
            --search     | many         | --search many is no whole number from 1 to 1000000
            --policies   | ours:3       | --policies ours:3 has a setting, which only static takes; write ours
            --json       | no/where/x   | --json no/where/x cannot be written: its directory is not there or closed to you; make it first
            """)
    void namesTheOptionTheValueAndTheRemedy(String option, String value, String line) throws IOException {
        Path trace = Traces.steady(directory, 1_200, 1);
        assertThat(refused("--trace", trace.toString(), option, value)).startsWith(line);
    }

    @Test
    void aTraceIsRefusedWithItsLineAndTheRemedy() throws IOException {
        Path trace = Traces.of(directory, "arrival_s,prompt_tokens,output_tokens\n1,10,10\n0.5,10,10\n");
        assertThat(refused("--trace", trace.toString()))
                .isEqualTo(
                        "--trace " + trace
                                + ", line 3: arrival_s \"0.5\" is before the 1.0 of the line above; sort the trace by arrival_s");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(refused("--trace", "/nowhere.csv.gz"))
                .isEqualTo("--trace /nowhere.csv.gz is not there; name a gzip CSV of requests");
        assertThat(refused("--journal", "/nowhere")).startsWith("--journal /nowhere is not there; name a segment");
    }

    @Test
    void oneThingAtATime() {
        assertThat(refused())
                .isEqualTo("give one of --trace FILE, --cells FILE, --attack POLICY, --journal FILE and --list");
        assertThat(refused("--list", "--journal", "x"))
                .isEqualTo("give one of --trace FILE, --cells FILE, --attack POLICY, --journal FILE and --list");
        assertThat(refused("--cells", "x", "--load", "2"))
                .isEqualTo("--load is for one place, and --cells has its own; write load: into its cells");
        assertThat(refused("--trace", "x", "--closed-loop"))
                .isEqualTo("--policy-file and --closed-loop need a --journal FILE");
    }
}
