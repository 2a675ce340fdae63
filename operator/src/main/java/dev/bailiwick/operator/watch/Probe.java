package dev.bailiwick.operator.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.client.Client;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the API server, on a request of its own, what has happened to a resource since it was asked last: a watch that the
 * server ends after two seconds, long enough for a bookmark that says how far it has come. Nothing is sent for what has not
 * changed (docs/adr/0030).
 */
final class Probe {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Client client;
    private final Watched watched;
    private @Nullable String version;

    Probe(Client client, Watched watched) {
        this.client = client;
        this.watched = watched;
    }

    /** What has happened since the last call, in order; the first call only finds out where to begin. */
    List<Change> changes() throws IOException {
        if (version == null) {
            version = JSON.readTree(raw("limit=1"))
                    .path("metadata")
                    .path("resourceVersion")
                    .asText();
            return List.of();
        }
        try {
            return read(raw("watch=true&allowWatchBookmarks=true&timeoutSeconds=2&resourceVersion=" + version));
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_GONE) {
                throw e;
            }
            version = null;
            return List.of();
        }
    }

    private List<Change> read(String answer) throws IOException {
        var changes = new ArrayList<Change>();
        try (var events = JSON.readerFor(JsonNode.class).<JsonNode>readValues(answer)) {
            while (events.hasNext()) {
                var event = events.next();
                var type = event.path("type").asText();
                var metadata = event.path("object").path("metadata");
                if (type.equals("ERROR")) {
                    version = null; // too old to go on from
                    return changes;
                }
                version = metadata.path("resourceVersion").asText();
                if (!type.equals("BOOKMARK")) {
                    changes.add(change(metadata, type.equals("DELETED")));
                }
            }
        }
        return changes;
    }

    private static Change change(JsonNode metadata, boolean deleted) {
        var namespace = metadata.path("namespace");
        return new Change(
                new ResourceID(metadata.path("name").asText(), namespace.isTextual() ? namespace.asText() : null),
                metadata.path("uid").asText(),
                metadata.path("resourceVersion").asText(),
                deleted);
    }

    private String raw(String parameters) throws IOException {
        var answer = client.raw(watched.query(parameters));
        if (answer == null) {
            throw new IOException("nothing is served at " + watched.path());
        }
        return answer;
    }
}
