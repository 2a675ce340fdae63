package dev.bailiwick.e2e.harness;

import dev.bailiwick.sandbox.Sandbox;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Stands between an operator and the API server, in plain HTTP to the one and TLS to the other, so that it sees which connection is a
 * long watch. When told so, it swallows what the API server sends on those, and keeps them open: what a lost route or a broken load
 * balancer does.
 */
public final class SilencingProxy implements Closeable {

    private final ServerSocket server;
    private final URI upstream;
    private final SSLContext tls;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Socket> open = new ArrayList<>();
    private volatile boolean silent;

    private SilencingProxy(ServerSocket server, URI upstream, SSLContext tls) {
        this.server = server;
        this.upstream = upstream;
        this.tls = tls;
    }

    /** Opens one before the sandbox's API server. */
    public static SilencingProxy before(Sandbox sandbox) {
        try {
            var configuration = sandbox.client().getConfiguration();
            var proxy = new SilencingProxy(
                    new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                    URI.create(configuration.getMasterUrl()),
                    trusting(Base64.getMimeDecoder().decode(configuration.getCaCertData())));
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the proxy cannot be opened", e);
        }
    }

    private static SSLContext trusting(byte[] authority) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        store.setCertificateEntry(
                "authority",
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(authority)));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** Address for the operator. */
    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** From now on long watches stay open and nothing comes on them; every other request is answered. */
    public void silence() {
        silent = true;
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                var client = server.accept();
                var api = tls.getSocketFactory().createSocket(upstream.getHost(), upstream.getPort());
                synchronized (open) {
                    open.add(client);
                    open.add(api);
                }
                var connection = new Connection();
                threads.execute(() -> pipe(client, api, connection, true));
                threads.execute(() -> pipe(api, client, connection, false));
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A connection; a request that asks for an upgrade makes it a long watch for good. */
    private static final class Connection {
        volatile boolean watch;

        void sends(byte[] bytes, int count) {
            var head = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
            watch |= head.contains("watch=true")
                    && head.toLowerCase(java.util.Locale.ROOT).contains("upgrade: websocket");
        }
    }

    private void pipe(Socket from, Socket to, Connection connection, boolean up) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            var bytes = new byte[1 << 14];
            for (var count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                if (up) {
                    connection.sends(bytes, count);
                } else if (silent && connection.watch) {
                    continue;
                }
                out.write(bytes, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // either side may go at any time; both sockets are closed then
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (open) {
            for (var socket : open) {
                socket.close();
            }
        }
        threads.shutdownNow();
    }
}
