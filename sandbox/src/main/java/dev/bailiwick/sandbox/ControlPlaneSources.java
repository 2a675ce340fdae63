package dev.bailiwick.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Go program of the control plane as it travels with this jar.
 *
 * @param files content by path below the root of the Go module, with {@code /} between the names
 */
record ControlPlaneSources(SortedMap<String, byte[]> files) {

    private static final String MODULE_FILE = "go.mod";

    /** The sources on the class path, packed in a jar or not. */
    static ControlPlaneSources onClassPath() {
        URL module = ControlPlaneSources.class.getResource("/control-plane/" + MODULE_FILE);
        if (module == null) {
            throw new IllegalStateException("/control-plane/go.mod is not on the class path");
        }
        try {
            URI uri = module.toURI();
            if (!uri.getScheme().equals("jar")) {
                return new ControlPlaneSources(read(Path.of(uri).resolveSibling("")));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return new ControlPlaneSources(read(jar.getPath("/control-plane")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SortedMap<String, byte[]> read(Path root) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** Names these sources: the same for the same content, 12 hexadecimal digits. The versions of all parts are in {@code go.mod}. */
    String digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            files.forEach((path, content) -> {
                sha.update((path + '\0' + content.length + '\0').getBytes(StandardCharsets.UTF_8));
                sha.update(content);
            });
            return HexFormat.of().formatHex(Arrays.copyOf(sha.digest(), 6));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The lowest Go version that compiles these sources, as {@code 1.26.0}. */
    String goVersion() {
        return find("(?m)^go (\\S+)$");
    }

    /** The version of Kubernetes, as {@code 1.37.2}. */
    String kubernetesVersion() {
        return find("(?m)^\\s*k8s\\.io/kubernetes v(\\S+)$");
    }

    private String find(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(new String(module(), StandardCharsets.UTF_8));
        if (!matcher.find()) {
            throw new IllegalStateException("go.mod has no line " + pattern);
        }
        return matcher.group(1);
    }

    private byte[] module() {
        byte[] module = files.get(MODULE_FILE);
        if (module == null) {
            throw new IllegalStateException("no go.mod among " + files.keySet());
        }
        return module;
    }

    /** Writes the sources below {@code directory}. */
    void writeTo(Path directory) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = directory.resolve(file.getKey());
            Files.createDirectories(target.resolveSibling(""));
            Files.write(target, file.getValue());
        }
    }
}
