package dev.bailiwick.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WireRequestTest {

    @Test
    void readsABodyInChunksAndThenTheNextRequest() throws IOException {
        // Given
        var wire = bytes("""
                POST /api/v1/pods?x=y HTTP/1.1
                Transfer-Encoding: chunked

                3
                abc
                2
                de
                0

                GET /version HTTP/1.1

                """);

        // When
        var first = WireRequest.read(wire).orElseThrow();
        var second = WireRequest.read(wire).orElseThrow();

        // Then
        assertThat(first.path()).isEqualTo("/api/v1/pods");
        assertThat(first.body()).isEqualTo("abcde");
        assertThat(second.path()).isEqualTo("/version");
        assertThat(WireRequest.read(wire)).isEqualTo(Optional.empty());
    }

    @Test
    void becomesAWebSocketWithTheAnswerOfTheStandardsExample() throws IOException {
        // Given
        var wire = bytes("""
                GET / HTTP/1.1
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                """);

        // When
        var request = WireRequest.read(wire).orElseThrow();

        // Then
        assertThat(request.upgrades()).isTrue();
        assertThat(new String(request.switched(), StandardCharsets.US_ASCII))
                .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
