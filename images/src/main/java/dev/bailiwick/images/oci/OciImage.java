package dev.bailiwick.images.oci;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * An image for Linux on x86-64: layers and how to run them.
 *
 * @param layers from the lowest up
 * @param user who runs it, such as {@code 10001:10001}; empty for root
 * @param entrypoint program and first arguments; empty for an image that only carries files
 * @param environment variables by name
 * @param workingDirectory where the program starts; empty for the root
 * @param labels what is said about it, by name
 */
public record OciImage(
        List<LayerBlob> layers,
        String user,
        List<String> entrypoint,
        SequencedMap<String, String> environment,
        String workingDirectory,
        Map<String, String> labels) {

    public OciImage {
        layers = List.copyOf(layers);
        entrypoint = List.copyOf(entrypoint);
        environment = new LinkedHashMap<>(environment);
        labels = Map.copyOf(labels);
    }

    /**
     * Begins an image.
     *
     * @param store where its layers are packed
     */
    public static Builder builder(LayerStore store) {
        return new Builder(store);
    }

    /** Puts an image together. */
    public static final class Builder {
        private final LayerStore store;
        private final List<LayerBlob> layers = new ArrayList<>();
        private final LinkedHashMap<String, String> environment = new LinkedHashMap<>();
        private final LinkedHashMap<String, String> labels = new LinkedHashMap<>();
        private String user = "";
        private List<String> entrypoint = List.of();
        private String workingDirectory = "";

        private Builder(LayerStore store) {
            this.store = store;
        }

        /**
         * Adds a layer of everything below {@code folder}.
         *
         * @throws IOException if it cannot be packed
         */
        public Builder layer(Path folder) throws IOException {
            return layer(LayerContent.of(folder));
        }

        /**
         * Adds a layer.
         *
         * @throws IOException if it cannot be packed
         */
        public Builder layer(LayerContent content) throws IOException {
            return layer(store.pack(content));
        }

        /** Adds a layer that is packed already. */
        public Builder layer(LayerBlob layer) {
            layers.add(layer);
            return this;
        }

        public Builder user(String user) {
            this.user = user;
            return this;
        }

        public Builder entrypoint(String... words) {
            return entrypoint(List.of(words));
        }

        public Builder entrypoint(List<String> words) {
            this.entrypoint = List.copyOf(words);
            return this;
        }

        public Builder env(String name, String value) {
            environment.put(name, value);
            return this;
        }

        public Builder workingDirectory(String path) {
            this.workingDirectory = path;
            return this;
        }

        public Builder label(String name, String value) {
            labels.put(name, value);
            return this;
        }

        public OciImage build() {
            return new OciImage(layers, user, entrypoint, environment, workingDirectory, labels);
        }
    }
}
