package dev.bailiwick.images;

import dev.bailiwick.images.oci.LayerContent;
import dev.bailiwick.images.oci.LayerStore;
import dev.bailiwick.images.oci.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The trained caches: one for one input, since no two training runs write the same bytes. */
record AotCaches(Cache cache) {
    /** Raised when a training run is changed, so that what was trained before is not taken for it. */
    private static final int TRAINING = 4;

    /**
     * The cache of {@code product}, trained on exactly the files that it will run with: the JVM compares their sizes and times.
     *
     * @param below all that is packed with it
     * @param runtime where the Java runtime is in there
     * @param jar where the runnable jar is in there
     */
    Path of(Product product, List<LayerContent> below, String runtime, String jar) throws IOException {
        var input = new ArrayList<String>(product.options());
        input.addAll(product.target(jar));
        input.add(Integer.toString(TRAINING));
        for (var content : below) {
            input.add(LayerStore.diffId(content));
        }
        var key = Sha256.of(String.join("\n", input));
        var name = product.application().name();
        return cache.make("aot", key, "training the AOT cache of " + name + " (once for the same input)", made -> {
            var root = Files.createDirectory(made.resolveSibling("root"));
            for (var content : below) {
                content.unpack(root);
            }
            var java = root.resolve(runtime).resolve("bin/java");
            var trainer = new AotTrainer(
                    java, product.options(), product.target(root.resolve(jar).toString()));
            trainer.train(product.training(), made, Files.createDirectory(made.resolveSibling("work")));
        });
    }
}
