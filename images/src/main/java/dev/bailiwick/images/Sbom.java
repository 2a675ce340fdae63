package dev.bailiwick.images;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bill of materials of what is shipped: the libraries as Maven resolved them, and the runtime that is packed with them. */
final class Sbom {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Sbom() {}

    /**
     * Writes {@code bom} with the runtime's components to {@code target}.
     *
     * @param bom what the build left, CycloneDX in JSON
     * @throws ImagesException if the build left none
     */
    static void write(Path bom, Path target, String jdk, String glibc) throws IOException {
        if (!Files.exists(bom)) {
            throw new ImagesException(bom + " is missing; run ./bailiwick images, which builds it first");
        }
        if (!(JSON.readTree(bom.toFile()) instanceof ObjectNode document)) {
            throw new ImagesException(bom + " is no CycloneDX document; remove it and run ./bailiwick images again");
        }
        ArrayNode components = document.withArrayProperty("components");
        platform(components, "openjdk", jdk, "GPL-2.0-only WITH Classpath-exception-2.0");
        platform(components, "glibc", glibc, "LGPL-2.1-or-later");
        Files.createDirectories(target.getParent());
        Files.write(target, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(document));
    }

    private static void platform(ArrayNode components, String name, String version, String licence) {
        var component = components
                .addObject()
                .put("type", "library")
                .put("bom-ref", "runtime:" + name)
                .put("name", name)
                .put("version", version);
        component.putArray("licenses").addObject().put("expression", licence);
    }
}
