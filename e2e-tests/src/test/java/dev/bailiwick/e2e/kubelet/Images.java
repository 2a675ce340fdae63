package dev.bailiwick.e2e.kubelet;

import dev.bailiwick.e2e.harness.OurImages;
import dev.bailiwick.images.oci.LayerStore;
import dev.bailiwick.images.oci.OciArchive;
import dev.bailiwick.images.oci.OciImage;
import dev.bailiwick.sandbox.Progress;
import dev.bailiwick.sandbox.node.NodeImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;

/**
 * Our images as {@code ./bailiwick images} writes them, and small ones of the tests' own.
 *
 * @param layout the OCI layout
 * @param version their tag
 */
record Images(Path layout, String version) {

    private static final Path FOLDER = Path.of("target", "images");
    private static final String MODEL = "registry.test/models/tiny";
    private static final String FAKE_GPU = "registry.test/fakegpu:1";

    /** Content of the model image's one large file, by which a test knows that it was read. */
    static final String WEIGHTS = "weights of a very small model\n".repeat(40_000);

    /** The images, which are built first where that has not been done. */
    static Images built() {
        var layout = OurImages.layout();
        return new Images(layout, version(layout));
    }

    private static String version(Path layout) {
        try {
            var index = Files.readString(layout.resolve("index.json"));
            return index.replaceFirst("(?s).*/bailiwick/operator:([^\"]+)\".*", "$1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String engineSimulator() {
        return "bailiwick.local/bailiwick/engine-simulator:" + version;
    }

    /** How the chart is told of the operator's image. */
    List<String> values() {
        return List.of("--set=image.registry=bailiwick.local", "--set=image.tag=" + version);
    }

    void loadInto(Node node) {
        node.loadLayout(layout);
    }

    /** Loads the fake device plugin; returns the image's name. */
    static String fakeGpus(Node node) {
        var program = NodeImage.fakeDevicePlugin(Progress.on(System.out, false, InstantSource.system()));
        try {
            var root = Files.createDirectories(FOLDER.resolve("fakegpu"));
            Files.copy(program, root.resolve("fakegpu"), StandardCopyOption.REPLACE_EXISTING);
            var image = image().layer(root).entrypoint("/fakegpu").build();
            load(node, "fakegpu", FAKE_GPU, image);
            return FAKE_GPU;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads a model's image; returns its reference by digest. */
    static String model(Node node) {
        try {
            var root = Files.createDirectories(FOLDER.resolve("model"));
            Files.writeString(root.resolve("config.json"), "{}");
            Files.writeString(root.resolve("model.safetensors"), WEIGHTS);
            var digest = load(node, "model", MODEL + ":1", image().layer(root).build());
            var reference = MODEL + "@" + digest;
            node.exec("ctr", "-n", "k8s.io", "images", "tag", "--force", MODEL + ":1", reference);
            return reference;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OciImage.Builder image() {
        return OciImage.builder(new LayerStore(FOLDER.resolve("layers")));
    }

    private static String load(Node node, String archive, String name, OciImage image) throws IOException {
        var tar = FOLDER.resolve(archive + ".tar");
        var digest = OciArchive.write(tar, name, image);
        node.load(tar);
        return digest;
    }
}
