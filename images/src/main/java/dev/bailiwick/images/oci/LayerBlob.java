package dev.bailiwick.images.oci;

import java.nio.file.Path;

/**
 * A packed layer.
 *
 * @param digest of the compressed file, as {@code sha256:...}
 * @param size of the compressed file in bytes
 * @param diffId digest of the tar within, as {@code sha256:...}
 * @param file the compressed file
 */
public record LayerBlob(String digest, long size, String diffId, Path file) {}
