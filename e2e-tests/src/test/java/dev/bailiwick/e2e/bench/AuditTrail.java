package dev.bailiwick.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bailiwick.workload.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The accepted writes of the API server's audit log since an instant. */
final class AuditTrail {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete");

    private final List<Duration> writes = new ArrayList<>();
    private final List<Duration> replicaSetPatches = new ArrayList<>();
    private final List<Acted> acts = new ArrayList<>();
    private final Map<String, Integer> replicas = new HashMap<>();

    /**
     * A write of the operator that acts on a change of size.
     *
     * @param deployment name
     * @param grows whether a ReplicaSet was asked for more, rather than a replica taken out of the Service
     * @param answered when the API server had answered
     */
    record Acted(String deployment, boolean grows, Instant answered) {}

    private AuditTrail() {}

    static AuditTrail since(Instant since, Path auditLog) throws IOException {
        var trail = new AuditTrail();
        try (var lines = Files.lines(auditLog)) {
            lines.map(AuditTrail::parse).forEach(event -> trail.take(event, since));
        }
        return trail;
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(JsonNode event, Instant since) {
        var verb = event.path("verb").asText();
        var accepted = event.path("responseStatus").path("code").asInt() < 300;
        if (!accepted || !WRITES.contains(verb)) {
            return;
        }
        var answered = Instant.parse(event.path("stageTimestamp").asText());
        var counted = !answered.isBefore(since);
        var took = Duration.between(
                Instant.parse(event.path("requestReceivedTimestamp").asText()), answered);
        if (counted) {
            writes.add(took);
        }
        var object = event.path("objectRef");
        var ours = BenchOperator.USER.equals(event.path("user").path("username").asText());
        if (!ours || !verb.equals("patch") || object.has("subresource")) {
            return;
        }
        var name = object.path("name").asText();
        switch (object.path("resource").asText()) {
            case "replicasets" -> {
                var asked = event.path("requestObject")
                        .path("spec")
                        .path("replicas")
                        .asInt();
                var before = replicas.put(name, asked);
                if (counted) {
                    replicaSetPatches.add(took);
                }
                if (counted && before != null && asked > before) {
                    acts.add(new Acted(deployment(name), true, answered));
                }
            }
            case "pods" -> {
                if (counted && drains(event.path("requestObject"))) {
                    acts.add(new Acted(deployment(name), false, answered));
                }
            }
            default -> {}
        }
    }

    private static boolean drains(JsonNode patch) {
        return patch.toString().contains("\"" + Keys.SERVING_DRAINING + "\"");
    }

    /** A ReplicaSet's or a pod's deployment, which is what is before the revision. */
    private static String deployment(String name) {
        return name.substring(0, name.indexOf('-', "bench-".length()));
    }

    /** What acted on a change of size, in order of time. */
    List<Acted> acts() {
        return acts;
    }

    /** Every accepted write of anybody, from receipt to answer. */
    Spread writes() {
        return Spread.of(writes);
    }

    /** The operator's patches of ReplicaSets, from receipt to answer. */
    Spread replicaSetPatches() {
        return Spread.of(replicaSetPatches);
    }
}
