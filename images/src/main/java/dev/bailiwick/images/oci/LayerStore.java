package dev.bailiwick.images.oci;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Packs layers and keeps them: content that was packed before is found again. The digest of a blob depends on the content and on
 * the compressor of the JDK.
 *
 * @param folder where the packed layers are kept; made when needed, and may be removed at any time
 */
public record LayerStore(Path folder) {
    private static final int BUFFER = 1 << 16;

    /**
     * Packs a layer, or finds it.
     *
     * @throws IOException if the content cannot be read or the store cannot be written
     */
    public LayerBlob pack(LayerContent content) throws IOException {
        Files.createDirectories(folder);
        var diffId = diffId(content);
        var file = folder.resolve(Sha256.hex(diffId) + ".tar.gz");
        var note = folder.resolve(Sha256.hex(diffId) + ".digest");
        if (!Files.exists(note) || !Files.exists(file)) {
            var digest = compress(content, file);
            Files.writeString(note, digest);
        }
        return new LayerBlob(Files.readString(note), Files.size(file), diffId, file);
    }

    /**
     * The digest of the uncompressed tar, as {@code sha256:...}: the identity of a layer's content.
     *
     * @throws IOException if the content cannot be read
     */
    public static String diffId(LayerContent content) throws IOException {
        var digest = Sha256.newDigest();
        write(content, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return Sha256.text(digest);
    }

    private static String compress(LayerContent content, Path file) throws IOException {
        var part = Files.createTempFile(file.getParent(), "layer", ".part");
        var digest = Sha256.newDigest();
        write(content, new GZIPOutputStream(new DigestOutputStream(Files.newOutputStream(part), digest), BUFFER));
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return Sha256.text(digest);
    }

    private static void write(LayerContent content, OutputStream out) throws IOException {
        try (var tar = new TarWriter(new BufferedOutputStream(out, BUFFER))) {
            for (var entry : content.entries().entrySet()) {
                tar.add(entry.getKey(), entry.getValue());
            }
        }
    }
}
