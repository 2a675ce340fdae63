package dev.bailiwick.images;

import dev.bailiwick.images.oci.LayerBlob;
import dev.bailiwick.images.oci.LayerContent;
import dev.bailiwick.images.oci.LayerStore;
import dev.bailiwick.images.oci.OciImage;
import dev.bailiwick.images.oci.OciLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the images from what the modules' builds left.
 *
 * @param jdk the JDK that the runtime is linked from
 * @param version of the product, which becomes the images' tag
 * @param cache what is kept from build to build
 */
record ImageBuild(Path jdk, String version, Cache cache) {
    /**
     * What is shipped.
     *
     * @param cli the command line, which is also in the operator's image
     */
    record Products(Product operator, Product simulator, Product cli) {

        /** @param root of the repository, built */
        static Products in(Path root) throws IOException {
            return new Products(
                    Product.operator(Application.of(
                            "operator",
                            root.resolve("operator/target/quarkus-app/quarkus-run.jar"),
                            "quarkus/quarkus-application.dat")),
                    Product.simulator(
                            Application.of("simulator", root.resolve("sandbox/target/bailiwick-sandbox.jar"))),
                    Product.cli(Application.of("cli", root.resolve("cli/target/bailiwick-cli.jar"))));
        }
    }

    /**
     * Writes the layout and the archive to {@code out}.
     *
     * @param registry what the images' names begin with
     * @return digest of each image by its full name
     */
    Map<String, String> write(Products products, String registry, Path out) throws IOException {
        var runtime = JavaRuntime.link(jdk, cache);
        var store = new LayerStore(cache.folder().resolve("layers"));
        cache.progress().accept("packing layers");
        var base = BaseLayer.of(runtime, Glibc.ofThisMachine());
        var images = new LinkedHashMap<String, OciImage>();
        var command = CommandLayers.inImage(products.cli());
        images.put(name(registry, "operator"), image(store, base, products.operator(), List.of(command)));
        images.put(
                name(registry, "engine-simulator"),
                image(store, base, products.simulator(), List.of(CommandLayers.asVllm(products.simulator()))));
        cache.progress().accept("writing " + out);
        var digests = OciLayout.write(out, images);
        archive(products.cli(), runtime, store, out);
        return digests;
    }

    private String name(String registry, String image) {
        return registry + "/bailiwick/" + image + ":" + version;
    }

    private OciImage image(LayerStore store, LayerContent base, Product product, List<LayerContent> extra)
            throws IOException {
        var application = product.application();
        var contents = List.of(base, application.dependencies(), application.own());
        var layers = new ArrayList<LayerBlob>();
        for (var content : contents) {
            layers.add(store.pack(content));
        }
        for (var content : extra) {
            layers.add(store.pack(content));
        }
        var trained = new AotCaches(cache).of(product, contents, JavaRuntime.PATH, application.jarPath());
        layers.add(store.pack(
                LayerContent.builder().file(product.cachePath(), trained).build()));
        var entrypoint = new ArrayList<>(List.of("/" + JavaRuntime.PATH + "/bin/java"));
        entrypoint.addAll(product.options());
        entrypoint.add("-XX:AOTCache=/" + product.cachePath());
        entrypoint.addAll(product.target("/" + application.jarPath()));
        var image = OciImage.builder(store)
                .user(BaseLayer.USER + ":" + BaseLayer.USER)
                .entrypoint(entrypoint)
                .env("PATH", "/usr/local/bin:/" + JavaRuntime.PATH + "/bin")
                .env("HOME", "/tmp")
                .env("LANG", "C.UTF-8")
                .label("org.opencontainers.image.title", "bailiwick-" + application.name())
                .label("org.opencontainers.image.version", version)
                .label("org.opencontainers.image.licenses", "Apache-2.0");
        layers.forEach(image::layer);
        return image.build();
    }

    private void archive(Product cli, JavaRuntime runtime, LayerStore store, Path out) throws IOException {
        var top = "bailiwick-" + version + "-linux-x64";
        cache.progress().accept("packing " + top + ".tar.gz");
        var content = CommandLayers.archive(cli, runtime, top);
        var jar = top + "/lib/" + cli.application().jar().getFileName();
        var trained = new AotCaches(cache).of(cli, List.of(content.build()), top + "/runtime", jar);
        var packed = store.pack(content.file(top + "/bailiwick.aot", trained).build());
        var folder = Files.createDirectories(out.resolve("cli"));
        Files.copy(packed.file(), folder.resolve(top + ".tar.gz"), StandardCopyOption.REPLACE_EXISTING);
    }
}
