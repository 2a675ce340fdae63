package dev.bailiwick.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
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
import java.util.stream.Stream;

/**
 * A folder of sources as it travels with this jar.
 *
 * @param files content by path below the folder, with {@code /} between the names
 */
public record SourceFiles(SortedMap<String, byte[]> files) {

    /**
     * A folder of the class path, packed in a jar or not.
     *
     * @param folder its path, such as {@code control-plane}
     * @param first a file that lies in it, by which it is found
     */
    public static SourceFiles onClassPath(String folder, String first) {
        URL module = SourceFiles.class.getResource("/" + folder + "/" + first);
        if (module == null) {
            throw new IllegalStateException("/" + folder + "/" + first + " is not on the class path");
        }
        return of(module, folder);
    }

    /** The folder {@code folder}, in which {@code module} is a file. */
    static SourceFiles of(URL module, String folder) {
        try {
            if (!(module.openConnection() instanceof JarURLConnection packed)) {
                return new SourceFiles(read(Path.of(module.toURI()).resolveSibling("")));
            }
            // By its path: a file system by URI is one for all threads, and there may be another reader.
            Path jar = Path.of(packed.getJarFileURL().toURI());
            try (FileSystem files = FileSystems.newFileSystem(jar)) {
                return new SourceFiles(read(files.getPath("/" + folder)));
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

    /** Names these sources: the same for the same content, 12 hexadecimal digits. */
    public String digest() {
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

    /** The content of one file, which must be there. */
    public byte[] file(String path) {
        byte[] content = files.get(path);
        if (content == null) {
            throw new IllegalStateException("no " + path + " among " + files.keySet());
        }
        return content;
    }

    /** Writes the sources below {@code directory}. */
    public void writeTo(Path directory) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = directory.resolve(file.getKey());
            Files.createDirectories(target.resolveSibling(""));
            Files.write(target, file.getValue());
        }
    }
}
