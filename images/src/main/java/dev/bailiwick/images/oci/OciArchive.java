package dev.bailiwick.images.oci;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;

/** Writes an image as a tar of an OCI image layout, which {@code ctr images import} and {@code skopeo} take. */
public final class OciArchive {
    private static final int PLAIN = 0644;

    private OciArchive() {}

    /**
     * Writes {@code image} to {@code tar}, replacing what is there.
     *
     * @param name full name, such as {@code registry.example/models/tiny:1}
     * @return digest of the image's manifest
     * @throws IOException if it cannot be written
     */
    public static String write(Path tar, String name, OciImage image) throws IOException {
        var images = new LinkedHashMap<String, OciImage>();
        images.put(name, image);
        var documents = OciLayout.documents(images);
        try (var out = new TarWriter(new BufferedOutputStream(Files.newOutputStream(tar)))) {
            out.add("oci-layout", plain(OciLayout.MARK));
            out.add("index.json", plain(documents.index()));
            for (var document : documents.blobs().entrySet()) {
                out.add(blob(document.getKey()), plain(document.getValue()));
            }
            for (var layer : new LinkedHashSet<>(image.layers())) {
                out.add(blob(Sha256.hex(layer.digest())), new LayerEntry.OnDisk(layer.file(), PLAIN));
            }
        }
        return documents.digests().getOrDefault(name, "");
    }

    private static String blob(String hex) {
        return "blobs/sha256/" + hex;
    }

    private static LayerEntry plain(String text) {
        return new LayerEntry.Content(text.getBytes(StandardCharsets.UTF_8), PLAIN);
    }
}
