package dev.bailiwick.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bailiwick.sandbox.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * An image of an OCI layout in a folder, so that what is in it can be started without a container's network.
 *
 * @param root the folder
 * @param entrypoint what the image starts
 */
public record UnpackedImage(Path root, List<String> entrypoint) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the image's user is called in it. */
    private static final String USER = "10001:10001";

    /** Puts these over each other: a container has them from its runtime. Then the folder is the whole file system. */
    private static final String ENTER =
            "mount --rbind /dev \"$0/dev\" && mount --rbind /proc \"$0/proc\" && exec chroot --userspec=" + USER
                    + " \"$0\" \"$@\"";

    public UnpackedImage {
        entrypoint = List.copyOf(entrypoint);
    }

    /**
     * Unpacks an image, in place of what was unpacked there before.
     *
     * @param name how its full name in the layout begins, after the registry
     */
    public static UnpackedImage of(Path layout, String name, Path root) throws IOException {
        var manifest = blob(layout, manifest(layout, name));
        // Files of an older image would be files of this one.
        run("rm", "-rf", root.toString());
        Files.createDirectories(root.resolve("dev"));
        Files.createDirectories(root.resolve("proc"));
        for (var layer : manifest.get("layers")) {
            run("tar", "-xf", path(layout, layer.get("digest")).toString(), "-C", root.toString());
        }
        var entrypoint = new ArrayList<String>();
        blob(layout, manifest.get("config").get("digest"))
                .get("config")
                .get("Entrypoint")
                .forEach(word -> entrypoint.add(word.asText()));
        return new UnpackedImage(root, entrypoint);
    }

    /** Its entry point as a command of this machine, with the paths where the files are now. */
    public List<String> command() {
        var below = Matcher.quoteReplacement(root.toAbsolutePath().toString());
        return entrypoint.stream()
                .map(word -> word.replaceFirst("^(-XX:AOTCache=)?/", "$1" + below + "/"))
                .toList();
    }

    /** Its entry point as the image's user, in mounts of its own, which end with it. */
    public ProcessBuilder start(List<String> line) {
        var command = new ArrayList<>(
                List.of("unshare", "--mount", "--propagation=private", "sh", "-c", ENTER, root.toString()));
        command.addAll(line);
        return new ProcessBuilder(command);
    }

    private static void run(String... line) throws IOException {
        new Command(List.of(line), Map.of()).capture().orThrow();
    }

    private static JsonNode manifest(Path layout, String name) throws IOException {
        for (var manifest : JSON.readTree(layout.resolve("index.json").toFile()).get("manifests")) {
            if (manifest.toString().contains("/" + name + ":")) {
                return manifest.get("digest");
            }
        }
        throw new IllegalStateException(layout + " has no image " + name);
    }

    private static JsonNode blob(Path layout, JsonNode digest) throws IOException {
        return JSON.readTree(path(layout, digest).toFile());
    }

    private static Path path(Path layout, JsonNode digest) {
        return layout.resolve("blobs").resolve(digest.asText().replace(':', '/'));
    }
}
