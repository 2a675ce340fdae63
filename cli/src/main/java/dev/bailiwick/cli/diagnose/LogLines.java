package dev.bailiwick.cli.diagnose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** The operator's log, line by line: of a line in JSON the fields that the operator writes, of any other what is clean. */
final class LogLines {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final List<String> PLAIN = List.of("timestamp", "level", "loggerName", "threadName");

    private LogLines() {}

    static String clean(String log) {
        return log.lines().map(LogLines::line).collect(Collectors.joining("\n", "", "\n"));
    }

    /** Lines of JSON that this program wrote, each redacted as an object is. */
    static String records(String lines) {
        return lines.lines().map(LogLines::record).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String record(String line) {
        try {
            return JSON.writeValueAsString(Redaction.of(JSON.readTree(line)));
        } catch (JsonProcessingException e) {
            return Scrub.LEFT_OUT;
        }
    }

    private static String line(String line) {
        try {
            return line.startsWith("{") && JSON.readTree(line) instanceof ObjectNode entry
                    ? JSON.writeValueAsString(entry(entry))
                    : Scrub.sentence(line);
        } catch (JsonProcessingException e) {
            return Scrub.sentence(line);
        }
    }

    private static ObjectNode entry(ObjectNode entry) {
        var kept = JSON.createObjectNode();
        PLAIN.stream().filter(entry::has).forEach(field -> kept.set(field, entry.get(field)));
        kept.put("message", Scrub.sentence(entry.path("message").asText()));
        var stack = entry.path("stackTrace");
        if (stack.isTextual()) {
            kept.put("stackTrace", stack(stack.asText()));
        }
        return kept;
    }

    private static String stack(String trace) {
        return trace.lines().map(Scrub::sentence).collect(Collectors.joining("\n"));
    }
}
