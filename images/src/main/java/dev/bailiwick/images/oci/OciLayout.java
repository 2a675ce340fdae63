package dev.bailiwick.images.oci;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Writes images as an OCI image layout: a folder of blobs with an index (OCI image specification 1.1, image-layout). */
public final class OciLayout {
    static final String MARK = "{\"imageLayoutVersion\":\"1.0.0\"}";

    private OciLayout() {}

    /**
     * Makes {@code folder} a layout of exactly these images; blobs of others that it held are removed.
     *
     * @param images by full name, such as {@code registry.example/bailiwick/operator:0.1.0}
     * @return digest of each image's manifest by its name
     * @throws FileAlreadyExistsException if the folder holds something else
     * @throws IOException if it cannot be written
     */
    public static Map<String, String> write(Path folder, SequencedMap<String, OciImage> images) throws IOException {
        if (!isFree(folder)) {
            throw new FileAlreadyExistsException(folder.toString(), null, "is not empty and no OCI image layout");
        }
        var blobs = folder.resolve("blobs/sha256");
        Files.createDirectories(blobs);
        var wanted = documents(images);
        for (var image : images.values()) {
            for (var layer : image.layers()) {
                keep(layer, blobs.resolve(Sha256.hex(layer.digest())));
            }
        }
        for (var document : wanted.blobs().entrySet()) {
            Files.writeString(blobs.resolve(document.getKey()), document.getValue());
        }
        Files.writeString(folder.resolve("oci-layout"), MARK);
        Files.writeString(folder.resolve("index.json"), wanted.index());
        removeOthers(blobs, images, wanted);
        return wanted.digests();
    }

    /** Whether a layout may be written here: nothing is there, an empty folder, or an older layout. */
    public static boolean isFree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return true;
        }
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty() || Files.exists(folder.resolve("oci-layout"));
        }
    }

    /**
     * The documents of several images.
     *
     * @param blobs configurations and manifests by the digits of their digest
     * @param digests of the manifests by image name
     */
    record Documents(Map<String, String> blobs, String index, Map<String, String> digests) {}

    static Documents documents(SequencedMap<String, OciImage> images) {
        var blobs = new TreeMap<String, String>();
        var manifests = new LinkedHashMap<String, Manifest>();
        var digests = new LinkedHashMap<String, String>();
        images.forEach((name, image) -> {
            var manifest = Manifest.of(image);
            var digest = Sha256.of(manifest.manifest());
            blobs.put(Sha256.hex(Sha256.of(manifest.config())), manifest.config());
            blobs.put(Sha256.hex(digest), manifest.manifest());
            manifests.put(name, manifest);
            digests.put(name, digest);
        });
        return new Documents(blobs, Manifest.index(manifests), digests);
    }

    private static void keep(LayerBlob layer, Path target) throws IOException {
        if (!Files.exists(target) || Files.size(target) != layer.size()) {
            var part = target.resolveSibling(target.getFileName() + ".part");
            Files.copy(layer.file(), part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void removeOthers(Path blobs, SequencedMap<String, OciImage> images, Documents documents)
            throws IOException {
        try (var files = Files.list(blobs)) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                var layer = images.values().stream()
                        .flatMap(image -> image.layers().stream())
                        .anyMatch(each -> Sha256.hex(each.digest()).equals(name));
                if (!layer && !documents.blobs().containsKey(name)) {
                    Files.delete(file);
                }
            }
        }
    }
}
