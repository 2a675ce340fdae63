package dev.bailiwick.images;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request of HTTP/1.1. The JDK's server cannot become a web socket, and a Kubernetes client watches by one.
 *
 * @param method such as GET
 * @param path without the query
 * @param headers by name in lower case
 * @param body empty where there is none
 */
record WireRequest(String method, String path, Map<String, String> headers, String body) {
    /** RFC 6455, section 1.3. */
    private static final String WEB_SOCKET = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final int RADIX_OF_CHUNKS = 16;

    /** The next request of a connection, or none at its end. */
    static Optional<WireRequest> read(InputStream in) throws IOException {
        var first = line(in).split(" ", -1);
        if (first.length < 2) {
            return Optional.empty();
        }
        var headers = new HashMap<String, String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        var query = first[1].indexOf('?');
        var path = query < 0 ? first[1] : first[1].substring(0, query);
        return Optional.of(new WireRequest(first[0], path, Map.copyOf(headers), body(in, headers)));
    }

    boolean upgrades() {
        return headers.containsKey("sec-websocket-key");
    }

    /** The answer that makes the connection a web socket. */
    byte[] switched() {
        try {
            var key = headers.get("sec-websocket-key") + WEB_SOCKET;
            var digest = MessageDigest.getInstance("SHA-1").digest(key.getBytes(StandardCharsets.US_ASCII));
            var answer = "HTTP/1.1 101 -\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                    + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n";
            return answer.getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static String body(InputStream in, Map<String, String> headers) throws IOException {
        var length = headers.get("content-length");
        if (length != null) {
            return new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
        }
        if (!headers.containsKey("transfer-encoding")) {
            return "";
        }
        var body = new ByteArrayOutputStream();
        for (var size = chunk(in); size > 0; size = chunk(in)) {
            body.writeBytes(in.readNBytes(size));
            line(in);
        }
        line(in);
        return body.toString(StandardCharsets.UTF_8);
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in), RADIX_OF_CHUNKS);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
