package dev.bailiwick.images;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * An empty Kubernetes API over TLS, enough for an operator to start, become ready and lead: every list is empty, every watch stays
 * silent, what is written is given back. It is no test double: nothing is decided by what it answers.
 */
final class TrainingCluster implements Closeable {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final String PASSWORD = "training";
    private static final Map<String, String> KINDS = Map.of(
            "modeldeployments", "ModelDeploymentList",
            "networkpolicies", "NetworkPolicyList",
            "replicasets", "ReplicaSetList",
            "services", "ServiceList",
            "serviceaccounts", "ServiceAccountList",
            "pods", "PodList",
            "persistentvolumeclaims", "PersistentVolumeClaimList",
            "nodes", "NodeList");

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, ObjectNode> written = new ConcurrentHashMap<>();

    private TrainingCluster(HttpsServer server) {
        this.server = server;
    }

    /**
     * Starts one on the loopback address.
     *
     * @param keys keystore in PKCS12 with the server's key, locked with {@link #PASSWORD}
     */
    static TrainingCluster start(Path keys) throws IOException {
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
        var cluster = new TrainingCluster(server);
        server.setExecutor(cluster.threads);
        server.createContext("/", cluster::answer);
        server.start();
        return cluster;
    }

    /** Writes a kubeconfig that leads here. */
    void writeKubeconfig(Path file, Path certificate) throws IOException {
        var address = "https://127.0.0.1:" + server.getAddress().getPort();
        Files.writeString(
                file, """
                apiVersion: v1
                kind: Config
                current-context: training
                contexts: [{name: training, context: {cluster: training, user: training, namespace: default}}]
                users: [{name: training, user: {token: training}}]
                clusters: [{name: training, cluster: {server: "%s", certificate-authority-data: %s}}]
                """.formatted(address, Base64.getEncoder().encodeToString(Files.readAllBytes(certificate))));
    }

    private static SSLContext context(Path keys) throws IOException {
        try {
            var store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, PASSWORD.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("a server's key could not be read from " + keys, e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        if (exchange.getRequestHeaders().containsKey("Upgrade")) {
            try (exchange) {
                exchange.sendResponseHeaders(503, -1); // on which the client watches by HTTP instead of a web socket
            }
            return;
        }
        if (uri.getQuery() != null && uri.getQuery().contains("watch=true")) {
            watch(exchange, uri);
            return;
        }
        try (exchange) {
            if (exchange.getRequestMethod().equals("GET")) {
                read(exchange, uri);
            } else {
                write(exchange, uri);
            }
        }
    }

    /** Begins a watch with a bookmark, without which the server would keep its headers back; it stays open until the server stops. */
    private static void watch(HttpExchange exchange, URI uri) throws IOException {
        var kind = KINDS.getOrDefault(name(uri), "").replaceFirst("List$", "");
        var event = JSON.createObjectNode().put("type", "BOOKMARK");
        var object = event.putObject("object").put("kind", kind).put("apiVersion", apiVersion(uri.getPath()));
        object.putObject("metadata").put("resourceVersion", "1");
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(JSON.writeValueAsBytes(event));
        exchange.getResponseBody().write('\n');
        exchange.getResponseBody().flush();
    }

    private static String name(URI uri) {
        return uri.getPath().substring(uri.getPath().lastIndexOf('/') + 1);
    }

    private void read(HttpExchange exchange, URI uri) throws IOException {
        var kind = KINDS.get(name(uri));
        var document = written.get(uri.getPath());
        if (document != null) {
            send(exchange, 200, document);
        } else if (kind != null) {
            var list = JSON.createObjectNode().put("kind", kind).put("apiVersion", apiVersion(uri.getPath()));
            list.putObject("metadata").put("resourceVersion", "1");
            list.putArray("items");
            send(exchange, 200, list);
        } else {
            send(exchange, 404, status(404, "NotFound"));
        }
    }

    private void write(HttpExchange exchange, URI uri) throws IOException {
        if (!(JSON.readTree(exchange.getRequestBody()) instanceof ObjectNode document)) {
            send(exchange, 400, status(400, "BadRequest"));
            return;
        }
        if (uri.getPath().endsWith("/selfsubjectrulesreviews")) {
            var answer = document.putObject("status").put("incomplete", false);
            answer.putArray("nonResourceRules");
            var rule = answer.putArray("resourceRules").addObject();
            rule.putArray("verbs").add("*");
            rule.putArray("apiGroups").add("*");
            rule.putArray("resources").add("*");
        } else {
            document.withObjectProperty("metadata").put("resourceVersion", "1").put("uid", "training");
            var name = document.path("metadata").path("name").asText();
            written.put(uri.getPath().endsWith("/" + name) ? uri.getPath() : uri.getPath() + "/" + name, document);
        }
        send(exchange, exchange.getRequestMethod().equals("POST") ? 201 : 200, document);
    }

    private static ObjectNode status(int code, String reason) {
        return JSON.createObjectNode()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("reason", reason)
                .put("code", code);
    }

    private static String apiVersion(String path) {
        var parts = path.split("/", -1);
        return parts[1].equals("api") ? parts[2] : parts[2] + "/" + parts[3];
    }

    private static void send(HttpExchange exchange, int status, ObjectNode document) throws IOException {
        var bytes = JSON.writeValueAsBytes(document);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
