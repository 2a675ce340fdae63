package dev.bailiwick.images;

import java.nio.charset.StandardCharsets;

/**
 * An answer of HTTP/1.1.
 *
 * @param status such as 200
 * @param json the body
 */
record WireAnswer(int status, String json) {

    byte[] bytes() {
        var length = json.getBytes(StandardCharsets.UTF_8).length;
        var head = "HTTP/1.1 %d -\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(status, length);
        return (head + json).getBytes(StandardCharsets.UTF_8);
    }
}
