package dev.bailiwick.images.oci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The documents of one image, by the OCI image specification 1.1.
 *
 * @param config the configuration, JSON
 * @param manifest the manifest, JSON
 */
record Manifest(String config, String manifest) {
    static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
    static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX = "application/vnd.oci.image.index.v1+json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    static Manifest of(OciImage image) {
        var config = json(config(image));
        var layers = image.layers().stream()
                .map(layer -> descriptor(LAYER, layer.digest(), layer.size()))
                .toList();
        var manifest = json(Map.of(
                "schemaVersion", 2, "mediaType", MANIFEST, "config", descriptor(CONFIG, config), "layers", layers));
        return new Manifest(config, manifest);
    }

    private static Map<String, Object> config(OciImage image) {
        var settings = new TreeMap<String, Object>();
        put(settings, "User", image.user());
        put(settings, "WorkingDir", image.workingDirectory());
        if (!image.entrypoint().isEmpty()) {
            settings.put("Entrypoint", image.entrypoint());
        }
        if (!image.environment().isEmpty()) {
            var pairs = new ArrayList<String>();
            image.environment().forEach((name, value) -> pairs.add(name + "=" + value));
            settings.put("Env", pairs);
        }
        if (!image.labels().isEmpty()) {
            settings.put("Labels", image.labels());
        }
        return Map.of(
                "created", "1970-01-01T00:00:01Z",
                "architecture", "amd64",
                "os", "linux",
                "config", settings,
                "rootfs",
                        Map.of(
                                "type",
                                "layers",
                                "diff_ids",
                                image.layers().stream().map(LayerBlob::diffId).toList()));
    }

    private static void put(Map<String, Object> settings, String key, String value) {
        if (!value.isEmpty()) {
            settings.put(key, value);
        }
    }

    /** The index that names each image, in the annotations of the specification and of containerd. */
    static String index(Map<String, Manifest> images) {
        var manifests = new ArrayList<Map<String, Object>>();
        images.forEach((name, image) -> {
            var descriptor = new LinkedHashMap<>(descriptor(MANIFEST, image.manifest()));
            descriptor.put("platform", Map.of("architecture", "amd64", "os", "linux"));
            descriptor.put(
                    "annotations", Map.of("org.opencontainers.image.ref.name", name, "io.containerd.image.name", name));
            manifests.add(descriptor);
        });
        return json(Map.of("schemaVersion", 2, "mediaType", INDEX, "manifests", List.copyOf(manifests)));
    }

    private static Map<String, Object> descriptor(String mediaType, String document) {
        return descriptor(mediaType, Sha256.of(document), document.getBytes(StandardCharsets.UTF_8).length);
    }

    private static Map<String, Object> descriptor(String mediaType, String digest, long size) {
        return Map.of("mediaType", mediaType, "digest", digest, "size", size);
    }

    private static String json(Map<String, Object> document) {
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of text and numbers are JSON", e);
        }
    }
}
