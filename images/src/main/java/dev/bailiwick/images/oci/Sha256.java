package dev.bailiwick.images.oci;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests as the OCI image specification writes them: {@code sha256:} and 64 hexadecimal digits. */
public final class Sha256 {
    private static final String PREFIX = "sha256:";

    private Sha256() {}

    /** The digest of {@code text} in UTF-8. */
    public static String of(String text) {
        var digest = newDigest();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return text(digest);
    }

    /**
     * The digest of a file.
     *
     * @throws IOException if it cannot be read
     */
    public static String of(Path file) throws IOException {
        var digest = newDigest();
        try (var sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, sink);
        }
        return text(digest);
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String text(MessageDigest digest) {
        return PREFIX + HexFormat.of().formatHex(digest.digest());
    }

    /** The hexadecimal digits of {@code digest}, which name its file in a layout. */
    public static String hex(String digest) {
        return digest.substring(PREFIX.length());
    }
}
