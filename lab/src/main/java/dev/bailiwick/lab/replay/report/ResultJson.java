package dev.bailiwick.lab.replay.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Result;
import dev.bailiwick.lab.replay.Score;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The results as scripts read them, {@code replay.schema.json} beside this class. All of it but {@code wall_s} repeats. */
public final class ResultJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ResultJson() {}

    /**
     * Writes an array with one object for each run.
     *
     * @param judged runs that count
     * @param tuning runs that only served to choose a setting
     */
    public static void write(List<Result> judged, List<Result> tuning, Writer out) throws IOException {
        DefaultPrettyPrinter lines = new DefaultPrettyPrinter();
        lines.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
        lines.indentObjectsWith(new DefaultPrettyPrinter.FixedSpaceIndenter());
        try (JsonGenerator json = MAPPER.createGenerator(out).setPrettyPrinter(lines)) {
            json.writeStartArray();
            for (Result result : judged) {
                result(json, result, false);
            }
            for (Result result : tuning) {
                result(json, result, true);
            }
            json.writeEndArray();
            json.writeRaw('\n');
        }
    }

    /** The JSON Schema of what {@link #write} writes. */
    public static String schema() {
        try (InputStream schema = ResultJson.class.getResourceAsStream("replay.schema.json")) {
            if (schema == null) {
                throw new IllegalStateException("replay.schema.json is missing from the class path");
            }
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void result(JsonGenerator json, Result result, boolean tuning) throws IOException {
        json.writeStartObject();
        cell(json, result.cell());
        json.writeStringField("policy", result.policy());
        json.writeObjectFieldStart("setting");
        for (Map.Entry<String, Double> knob : result.setting().values().entrySet()) {
            json.writeNumberField(knob.getKey(), knob.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("seed", result.seed());
        json.writeBooleanField("tuning", tuning);
        score(json, result.outcome().score());
        number(json, "gpu_hours_over_best_known", result.gpuHoursOverBestKnown());
        number(json, "gpu_hours_over_lower_bound", result.gpuHoursOverLowerBound());
        json.writeNumberField("wall_s", result.wallSeconds());
        json.writeEndObject();
    }

    private static void cell(JsonGenerator json, Cell cell) throws IOException {
        json.writeStringField("trace", cell.trace().name());
        json.writeNumberField("trace_s", cell.seconds());
        json.writeNumberField("history_s", cell.historySeconds());
        json.writeStringField("engine", cell.engine().name());
        json.writeNumberField("load", cell.load());
        json.writeNumberField("cold_start_s", cell.coldStart().medianSeconds());
        json.writeNumberField("cold_start_sigma", cell.coldStart().sigma());
        json.writeStringField("router", Words.router(cell.router()));
        json.writeNumberField("ttft_s", cell.objective().timeToFirstToken().toNanos() / 1e9);
        json.writeNumberField("tpot_s", cell.objective().timePerOutputToken().toNanos() / 1e9);
        json.writeNumberField("min_replicas", cell.minReplicas());
        json.writeNumberField("max_replicas", cell.maxReplicas());
        json.writeArrayFieldStart("perturbation");
        for (String fault : cell.perturbation().faults()) {
            json.writeString(fault);
        }
        json.writeEndArray();
    }

    private static void score(JsonGenerator json, Score score) throws IOException {
        json.writeNumberField("slo_attainment", score.sloAttainment());
        number(json, "windows_ok", score.windowsOk());
        number(json, "worst_window", score.worstWindow());
        json.writeNumberField("longest_bad_s", score.longestBadSeconds());
        json.writeNumberField("infeasible", score.infeasible());
        json.writeNumberField("gpu_hours", score.gpuHours());
        percentiles(json, "ttft", score.ttft());
        percentiles(json, "tpot", score.tpot());
        json.writeNumberField("cold_starts", score.coldStarts());
        json.writeNumberField("scale_events", score.scaleEvents());
        json.writeNumberField("flips", score.flips());
        json.writeNumberField("zero_hits", score.zeroHits());
        number(json, "zero_wait_p95_s", score.zeroWaitP95Seconds());
        json.writeNumberField("preemptions", score.preemptions());
        json.writeNumberField("requests", score.requests());
    }

    private static void percentiles(JsonGenerator json, String name, Score.@Nullable Percentiles of)
            throws IOException {
        number(json, name + "_p50_s", of == null ? null : (Double) of.p50());
        number(json, name + "_p95_s", of == null ? null : (Double) of.p95());
        number(json, name + "_p99_s", of == null ? null : (Double) of.p99());
    }

    private static void number(JsonGenerator json, String name, @Nullable Double value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value);
        }
    }
}
