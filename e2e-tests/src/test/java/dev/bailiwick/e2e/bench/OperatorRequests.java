package dev.bailiwick.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What the operator asked of the API server in some time, by the audit log: its lease and its watches apart from all else. */
record OperatorRequests(int lease, int watches, Map<String, Integer> others) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static OperatorRequests between(Instant from, Instant to, Path auditLog) throws IOException {
        int lease = 0;
        int watches = 0;
        var others = new TreeMap<String, Integer>();
        try (var lines = Files.newBufferedReader(auditLog)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                // Most lines are other users', and long.
                var event = line.contains('"' + BenchOperator.USER + '"') ? JSON.readTree(line) : JSON.nullNode();
                if (!ours(event, from, to)) {
                    continue;
                }
                var verb = event.path("verb").asText();
                var resource = event.path("objectRef").path("resource").asText();
                if (resource.equals("leases")) {
                    lease++;
                } else if (verb.equals("watch")) {
                    watches++;
                } else {
                    others.merge(verb + " " + resource, 1, Integer::sum);
                }
            }
        }
        return new OperatorRequests(lease, watches, others);
    }

    private static boolean ours(JsonNode event, Instant from, Instant to) {
        if (!BenchOperator.USER.equals(event.path("user").path("username").asText())) {
            return false;
        }
        var answered = Instant.parse(event.path("stageTimestamp").asText());
        return answered.isAfter(from) && answered.isBefore(to);
    }

    int other() {
        return others.values().stream().mapToInt(count -> count).sum();
    }
}
