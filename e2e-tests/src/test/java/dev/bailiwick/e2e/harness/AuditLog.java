package dev.bailiwick.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bailiwick.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** What the API server has been asked, and by whom. */
public final class AuditLog {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;
    private final String user;

    private AuditLog(Path file, String user) {
        this.file = file;
        this.user = user;
    }

    /** What this operator asks. */
    public static AuditLog of(Sandbox sandbox, Operator operator) {
        return new AuditLog(sandbox.auditLog(), operator.user());
    }

    /**
     * A request that has been answered.
     *
     * @param resource plural name, with {@code /subresource} and, outside the core group, {@code .group}; for a request that is about no
     *     resource, its path
     * @param allowed whether the rules grant it; admission may have refused it all the same
     */
    public record Request(String verb, String resource, String namespace, String name, boolean allowed) {

        /** Verb and resource, as a rule grants them. */
        public String right() {
            return verb + " " + resource;
        }
    }

    /** How many lines there are now, for {@link #since}. */
    public long position() {
        return lines().size();
    }

    /** All requests so far. */
    public List<Request> requests() {
        return since(0);
    }

    /** The requests that were answered after a position. */
    public List<Request> since(long position) {
        return lines().stream()
                .skip(position)
                .filter(line -> line.contains('"' + user + '"'))
                .map(AuditLog::parse)
                .filter(event -> user.equals(event.path("user").path("username").asText()))
                .map(AuditLog::request)
                .toList();
    }

    /** Returns when there has been a request like this. */
    public void await(String what, Predicate<Request> like) {
        Eventually.eventually(what, () -> requests().stream().anyMatch(like));
    }

    /** The last line may be under way still. */
    private List<String> lines() {
        try {
            var text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Request request(JsonNode event) {
        var about = event.path("objectRef");
        var group = about.path("apiGroup").asText("");
        var part = about.path("subresource").asText("");
        var resource = about.isMissingNode()
                ? event.path("requestURI").asText()
                : about.path("resource").asText()
                        + (part.isEmpty() ? "" : "/" + part)
                        + (group.isEmpty() ? "" : "." + group);
        return new Request(
                event.path("verb").asText(),
                resource,
                about.path("namespace").asText(""),
                about.path("name").asText(""),
                event.path("annotations")
                        .path("authorization.k8s.io/decision")
                        .asText()
                        .equals("allow"));
    }
}
