package dev.bailiwick.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.replay.peer.Entrants;
import dev.bailiwick.lab.replay.peer.Peer;
import dev.bailiwick.lab.replay.report.ResultJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Half an hour of requests against three policies. */
class TraceReplayTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<Entrant> ENTRANTS =
            new Entrants().peers().stream().map(Peer::entrant).toList();

    @TempDir
    private Path directory;

    private final StringWriter said = new StringWriter();
    private String start = "0s";
    private String history = "0s";
    private String phases = "as-is";

    private JsonNode replay(String cache, String json) throws IOException {
        return replay(cache, json, "ours,hpa,static:2");
    }

    private JsonNode replay(String cache, String json, String policies) throws IOException {
        TraceOptions options = new TraceOptions();
        options.traces = List.of(Traces.steady(directory, 1_800, 2));
        options.start = start;
        options.history = history;
        options.clientPhases = phases;
        options.load = "1";
        options.seeds = "2";
        options.policies = policies;
        options.search = "4";
        options.json = directory.resolve(json);
        options.html = directory.resolve(json + ".html");
        CellOptions place = new CellOptions();
        place.engine = "llama-3.1-8b-l40s";
        place.coldStart = "60s:0.2";
        place.timeToFirstToken = "2.5s";
        place.timePerOutputToken = "100ms";
        place.router = "random";
        place.perturbation = "";
        place.min = "1";
        place.max = "8";
        int status = new TraceReplay(options, place, ENTRANTS, new PrintWriter(said), false)
                .run(new Execution(new RunCache(directory.resolve(cache)), "this code", 2), "bailiwick replay");
        assertThat(status).isZero();
        return MAPPER.readTree(Files.readString(directory.resolve(json)));
    }

    @Test
    void writesAnObjectForEachPolicyAndSeedAsTheSchemaSays() throws IOException {
        // When
        JsonNode json = replay("cache", "out.json");
        // Then
        assertThat(json.findValuesAsText("policy")).containsExactly("ours", "ours", "hpa", "hpa", "static", "static");
        assertThat(json.findValuesAsText("seed")).containsExactly("1", "2", "1", "2", "1", "2");
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(ResultJson.schema())
                        .validate(json))
                .isEmpty();
        assertThat(json.path(4).path("setting").path("n").asInt()).isEqualTo(2);
        assertThat(json.path(0).path("requests").asInt()).isEqualTo(1_800);
        assertThat(Files.readString(directory.resolve("out.json.html"))).startsWith("<!DOCTYPE html>");
    }

    @Test
    void theSameSeedsGiveTheSameFileButForTheTimeItTook() throws IOException {
        // Given two machines that know nothing of each other
        JsonNode one = replay("one", "one.json");
        JsonNode other = replay("other", "other.json");
        // When
        for (JsonNode json : List.of(one, other)) {
            json.forEach(run -> ((ObjectNode) run).remove("wall_s"));
        }
        // Then
        assertThat(one).isEqualTo(other);
    }

    @Test
    void historyIsPlayedBeforeTheStartAndNotCounted() throws IOException {
        // Given 10 minutes from minute 20 on, and 15 before them
        start = "20m";
        history = "15m";
        // When
        JsonNode json = replay("cache", "out.json");
        // Then nothing is left that counts, for the first 15 minutes of those 10 do not
        assertThat(json.path(0).path("trace_s").asDouble()).isEqualTo(599.5);
        assertThat(json.path(0).path("history_s").asDouble()).isEqualTo(900);
        assertThat(json.findValuesAsText("requests")).containsOnly("0");
        // Given 25 minutes from minute 5 on, and 5 before them
        start = "5m";
        history = "5m";
        // When
        json = replay("cache", "more.json");
        // Then those of 10 minutes count, without the one at the very end
        assertThat(json.findValuesAsText("requests")).containsOnly("1199");
    }

    @Test
    void bothVersionsOfATraceAreCellsOfTheirOwn() throws IOException {
        // Given
        phases = "both";
        // When
        JsonNode json = replay("cache", "out.json");
        // Then
        assertThat(json.findValuesAsText("trace").stream().distinct()).containsExactly("steady", "steady-phased");
        assertThat(json).hasSize(12);
        assertThat(json.path(0).path("requests")).isNotEqualTo(json.path(6).path("requests"));
        // And one of them by itself is the same
        phases = "shifted";
        JsonNode shifted = replay("cache", "shifted.json");
        assertThat(shifted)
                .containsExactlyElementsOf(java.util.stream.IntStream.range(6, 12)
                        .mapToObj(json::path)
                        .toList());
    }

    @Test
    void makesNoRunTwiceAndMakesThoseAgainThatCannotBeRead() throws IOException {
        // Given
        replay("cache", "first.json");
        assertThat(said.toString()).startsWith("6 runs: 1 cell, 3 policies, 2 seeds\nabout ");
        said.getBuffer().setLength(0);
        // When
        replay("cache", "second.json");
        // Then even the time that they took is the same
        assertThat(said.toString()).startsWith("6 runs: 1 cell, 3 policies, 2 seeds; 6 of them were made before\n");
        assertThat(directory.resolve("second.json")).hasSameTextualContentAs(directory.resolve("first.json"));
        // When one is torn
        try (Stream<Path> files = Files.walk(directory.resolve("cache"))) {
            Path kept = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            Files.write(kept, java.util.Arrays.copyOf(Files.readAllBytes(kept), 40));
        }
        said.getBuffer().setLength(0);
        replay("cache", "third.json");
        // Then
        assertThat(said.toString()).contains("; 5 of them were made before\n");
    }

    @Test
    void holdsEveryRunAgainstTheBestKnownScheduleOfItsSeed() throws IOException {
        // When
        JsonNode json = replay("cache", "first.json", "static:2,best-known,static:4");
        // Then
        assertThat(said.toString()).contains("\nthen best-known: 2 searches of 3 levels, up to 38 runs, about ");
        assertThat(json.findValuesAsText("policy").subList(4, 8))
                .containsExactly("best-known", "best-known", "best-known", "best-static");
        assertThat(json.get(4).path("setting").path("attainment").asDouble()).isEqualTo(0.99);
        double best = json.get(4).path("gpu_hours").asDouble();
        assertThat(json.get(4).path("seed").asInt()).isEqualTo(1);
        assertThat(json.get(4).path("gpu_hours_over_best_known").asDouble()).isEqualTo(1);
        assertThat(json.get(0).path("gpu_hours_over_best_known").asDouble())
                .isEqualTo(json.get(0).path("gpu_hours").asDouble() / best)
                .isGreaterThanOrEqualTo(1);
        // When it is asked for again, and with other schedules to begin with
        said.getBuffer().setLength(0);
        replay("cache", "second.json", "static:2,best-known,static:4");
        // Then no search is made twice: even the time that it took is the same
        assertThat(directory.resolve("second.json")).hasSameTextualContentAs(directory.resolve("first.json"));
        JsonNode more = replay("cache", "third.json", "static:2,best-known,static:3");
        assertThat(more.get(4).path("wall_s").asDouble())
                .isNotEqualTo(json.get(4).path("wall_s").asDouble());
    }
}
