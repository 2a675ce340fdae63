package dev.bailiwick.images;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
import javax.net.ssl.SSLServerSocket;

/**
 * An empty Kubernetes API over TLS, enough for an operator to start, become ready and lead: every list is empty, every watch stays
 * silent, what is written is given back. It is no test double: nothing is decided by what it answers.
 */
final class TrainingCluster implements Closeable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BACKLOG = 50;
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

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, ObjectNode> written = new ConcurrentHashMap<>();

    private TrainingCluster(ServerSocket server) {
        this.server = server;
    }

    /**
     * Starts one on the loopback address.
     *
     * @param keys keystore in PKCS12 with the server's key, locked with {@link #PASSWORD}
     */
    static TrainingCluster start(Path keys) throws IOException {
        var server = (SSLServerSocket)
                context(keys).getServerSocketFactory().createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        // As API servers do, which take a certificate as well as a token.
        server.setWantClientAuth(true);
        var cluster = new TrainingCluster(server);
        cluster.threads.execute(cluster::accept);
        return cluster;
    }

    /** Writes a kubeconfig that leads here. */
    void writeKubeconfig(Path file, Path certificate) throws IOException {
        var address = "https://127.0.0.1:" + server.getLocalPort();
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

    private void accept() {
        while (!server.isClosed()) {
            try {
                var connection = server.accept();
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = new BufferedInputStream(connection.getInputStream());
            for (var request = WireRequest.read(in); request.isPresent(); request = WireRequest.read(in)) {
                if (request.get().upgrades()) {
                    connection.getOutputStream().write(request.get().switched());
                    in.transferTo(OutputStream.nullOutputStream()); // a watch, silent until one side ends it
                    return;
                }
                connection.getOutputStream().write(answer(request.get()).bytes());
            }
        } catch (IOException e) {
            // The client went away, as it does when its training ends.
            threads.isShutdown();
        }
    }

    private WireAnswer answer(WireRequest request) throws IOException {
        return request.method().equals("GET") ? read(request.path()) : write(request);
    }

    private WireAnswer read(String path) {
        var kind = KINDS.get(path.substring(path.lastIndexOf('/') + 1));
        var document = written.get(path);
        if (document != null) {
            return new WireAnswer(200, document.toString());
        }
        if (kind == null) {
            return status(404, "NotFound");
        }
        var list = JSON.createObjectNode().put("kind", kind).put("apiVersion", apiVersion(path));
        list.putObject("metadata").put("resourceVersion", "1");
        list.putArray("items");
        return new WireAnswer(200, list.toString());
    }

    private WireAnswer write(WireRequest request) throws IOException {
        if (!(JSON.readTree(request.body()) instanceof ObjectNode document)) {
            return status(400, "BadRequest");
        }
        var path = request.path();
        if (path.endsWith("/selfsubjectrulesreviews")) {
            var answer = document.putObject("status").put("incomplete", false);
            answer.putArray("nonResourceRules");
            var rule = answer.putArray("resourceRules").addObject();
            rule.putArray("verbs").add("*");
            rule.putArray("apiGroups").add("*");
            rule.putArray("resources").add("*");
        } else {
            document.withObjectProperty("metadata").put("resourceVersion", "1").put("uid", "training");
            var name = document.path("metadata").path("name").asText();
            written.put(path.endsWith("/" + name) ? path : path + "/" + name, document);
        }
        return new WireAnswer(request.method().equals("POST") ? 201 : 200, document.toString());
    }

    private static WireAnswer status(int code, String reason) {
        var status = JSON.createObjectNode()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("reason", reason)
                .put("code", code);
        return new WireAnswer(code, status.toString());
    }

    private static String apiVersion(String path) {
        var parts = path.split("/", -1);
        return parts[1].equals("api") ? parts[2] : parts[2] + "/" + parts[3];
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
