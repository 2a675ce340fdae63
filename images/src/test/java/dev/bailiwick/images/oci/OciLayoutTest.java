package dev.bailiwick.images.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OciLayoutTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "registry.test/models/tiny:1";

    @TempDir
    Path folder;

    @Test
    void everyDescriptorIsTrueOfItsBlob() throws IOException {
        // Given
        var layout = folder.resolve("layout");

        // When
        var digests = OciLayout.write(layout, images(image("store")));

        // Then
        var index = JSON.readTree(layout.resolve("index.json").toFile());
        assertThat(JSON.readTree(layout.resolve("oci-layout").toFile())
                        .path("imageLayoutVersion")
                        .asText())
                .isEqualTo("1.0.0");
        var descriptor = index.path("manifests").get(0);
        assertThat(descriptor.path("digest").asText()).isEqualTo(digests.get(NAME));
        assertThat(descriptor
                        .path("annotations")
                        .path("org.opencontainers.image.ref.name")
                        .asText())
                .isEqualTo(NAME);
        assertThat(descriptor
                        .path("annotations")
                        .path("io.containerd.image.name")
                        .asText())
                .isEqualTo(NAME);
        var manifest = JSON.readTree(checked(layout, descriptor, "application/vnd.oci.image.manifest.v1+json")
                .toFile());
        checked(layout, manifest.path("config"), "application/vnd.oci.image.config.v1+json");
        for (var layer : manifest.path("layers")) {
            checked(layout, layer, "application/vnd.oci.image.layer.v1.tar+gzip");
        }
    }

    @Test
    void theConfigurationSaysHowToRunIt() throws IOException {
        // Given
        var layout = folder.resolve("layout");

        // When
        OciLayout.write(layout, images(image("store")));

        // Then
        var index = JSON.readTree(layout.resolve("index.json").toFile());
        var manifest =
                JSON.readTree(blob(layout, index.path("manifests").get(0)).toFile());
        var config = JSON.readTree(blob(layout, manifest.path("config")).toFile());
        assertThat(config.path("architecture").asText()).isEqualTo("amd64");
        assertThat(config.path("config").path("User").asText()).isEqualTo("10001:10001");
        assertThat(config.path("config").path("Entrypoint").toString()).isEqualTo("[\"/bin/serve\",\"--quiet\"]");
        assertThat(config.path("config").path("Env").toString()).isEqualTo("[\"PATH=/bin\"]");
        var layer = manifest.path("layers").get(0);
        try (var tar = new GZIPInputStream(Files.newInputStream(blob(layout, layer)))) {
            var unpacked = Files.write(folder.resolve("layer.tar"), tar.readAllBytes());
            assertThat(config.path("rootfs").path("diff_ids").get(0).asText()).isEqualTo(Sha256.of(unpacked));
        }
    }

    @Test
    void theSameInputHasTheSameDigestAndAnyOtherHasNot() throws IOException {
        // Given
        var first = OciLayout.write(folder.resolve("first"), images(image("one")));

        // When
        Files.setLastModifiedTime(folder.resolve("content/weights.bin"), FileTime.fromMillis(1_000_000));
        var again = OciLayout.write(folder.resolve("again"), images(image("two")));
        Files.writeString(folder.resolve("content/weights.bin"), "others");
        var changed = OciLayout.write(
                folder.resolve("changed"),
                images(OciImage.builder(new LayerStore(folder.resolve("x")))
                        .layer(folder.resolve("content"))
                        .build()));

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(changed).isNotEqualTo(first);
    }

    @Test
    void aLayoutIsReplacedAndKeepsNoOldBlob() throws IOException {
        // Given
        var layout = folder.resolve("layout");
        OciLayout.write(layout, images(image("store")));

        // When
        OciLayout.write(
                layout,
                images(OciImage.builder(new LayerStore(folder.resolve("store"))).build()));

        // Then
        try (var blobs = Files.list(layout.resolve("blobs/sha256"))) {
            assertThat(blobs).hasSize(2);
        }
    }

    @Test
    void anythingElseThanALayoutIsLeftAlone() throws IOException {
        // Given
        var precious = Files.writeString(folder.resolve("precious"), "thesis");

        // When // Then
        assertThatThrownBy(() -> OciLayout.write(folder, images(image("store"))))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(precious).content().isEqualTo("thesis");
    }

    @Test
    void anArchiveHasTheDigestOfTheLayout() throws IOException {
        // Given
        var digests = OciLayout.write(folder.resolve("layout"), images(image("store")));

        // When
        var digest = OciArchive.write(folder.resolve("image.tar"), NAME, image("store"));

        // Then
        assertThat(digest).isEqualTo(digests.get(NAME));
    }

    private OciImage image(String store) throws IOException {
        var content = folder.resolve("content");
        if (!Files.exists(content)) {
            Files.createDirectories(content.resolve("deep/" + "long-name".repeat(20)));
            Files.writeString(content.resolve("weights.bin"), "numbers");
        }
        return OciImage.builder(new LayerStore(folder.resolve(store)))
                .layer(content)
                .user("10001:10001")
                .entrypoint("/bin/serve", "--quiet")
                .env("PATH", "/bin")
                .build();
    }

    private static SequencedMap<String, OciImage> images(OciImage image) {
        var images = new LinkedHashMap<String, OciImage>();
        images.put(NAME, image);
        return images;
    }

    private static Path checked(Path layout, JsonNode descriptor, String mediaType) throws IOException {
        var file = blob(layout, descriptor);
        assertThat(descriptor.path("mediaType").asText()).isEqualTo(mediaType);
        assertThat(descriptor.path("digest").asText()).isEqualTo(Sha256.of(file));
        assertThat(descriptor.path("size").asLong()).isEqualTo(Files.size(file));
        return file;
    }

    private static Path blob(Path layout, JsonNode descriptor) {
        return layout.resolve("blobs/sha256")
                .resolve(Sha256.hex(descriptor.path("digest").asText()));
    }
}
