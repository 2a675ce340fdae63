package dev.bailiwick.images.oci;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a layer holds, by path and in the order of paths; parents come by themselves. Paths have no leading slash. */
public final class LayerContent {
    private static final int FOLDER = 0755;
    private static final int EXECUTABLE = 0755;
    private static final int PLAIN = 0644;

    private final NavigableMap<String, LayerEntry> entries;

    private LayerContent(NavigableMap<String, LayerEntry> entries) {
        this.entries = Collections.unmodifiableNavigableMap(entries);
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Everything below {@code folder}, with its paths from there. Files that their owner may run get mode 755, others 644.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public static LayerContent of(Path folder) {
        return builder().tree("", folder).build();
    }

    NavigableMap<String, LayerEntry> entries() {
        return entries;
    }

    /**
     * Lays the content out below {@code root} with the times that it has in the image.
     *
     * @throws IOException if it cannot be written, or something in its way is no folder
     */
    public void unpack(Path root) throws IOException {
        for (var entry : entries.entrySet()) {
            var target = root.resolve(entry.getKey());
            switch (entry.getValue()) {
                case LayerEntry.Folder folder -> {
                    Files.createDirectories(target);
                    Files.setPosixFilePermissions(target, permissions(folder.mode()));
                }
                case LayerEntry.Content content -> {
                    Files.write(target, content.bytes());
                    Files.setPosixFilePermissions(target, permissions(content.mode()));
                }
                case LayerEntry.OnDisk file -> {
                    Files.copy(file.file(), target);
                    Files.setPosixFilePermissions(target, permissions(file.mode()));
                }
                case LayerEntry.Link link -> Files.createSymbolicLink(target, Path.of(link.target()));
            }
        }
        var time = FileTime.fromMillis(LayerEntry.MODIFIED_SECONDS * 1000);
        for (var entry : entries.descendingMap().entrySet()) {
            if (!(entry.getValue() instanceof LayerEntry.Link)) {
                Files.setLastModifiedTime(root.resolve(entry.getKey()), time);
            }
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        var permissions = EnumSet.noneOf(PosixFilePermission.class);
        var all = PosixFilePermission.values();
        for (var bit = 0; bit < all.length; bit++) {
            if ((mode & (0400 >> bit)) != 0) {
                permissions.add(all[bit]);
            }
        }
        return permissions;
    }

    /** Collects a layer's content. */
    public static final class Builder {
        private final TreeMap<String, LayerEntry> entries = new TreeMap<>();

        private Builder() {}

        /** Adds a folder with {@code mode}, such as {@code 01777}. */
        public Builder folder(String path, int mode) {
            return put(path, new LayerEntry.Folder(mode));
        }

        /** Adds a file that everyone may read, with {@code text} in UTF-8. */
        public Builder file(String path, String text) {
            return put(path, new LayerEntry.Content(text.getBytes(StandardCharsets.UTF_8), PLAIN));
        }

        /** Adds a file that everyone may read. */
        public Builder file(String path, byte[] bytes) {
            return put(path, new LayerEntry.Content(bytes.clone(), PLAIN));
        }

        /** Adds a program with {@code text} in UTF-8, such as a script. */
        public Builder program(String path, String text) {
            return put(path, new LayerEntry.Content(text.getBytes(StandardCharsets.UTF_8), EXECUTABLE));
        }

        /** Adds the file {@code source}; what it links to, if it is a link. */
        public Builder file(String path, Path source) {
            return put(path, onDisk(source));
        }

        /** Adds a symbolic link. */
        public Builder link(String path, String target) {
            return put(path, new LayerEntry.Link(target));
        }

        /** Adds everything below {@code source}, below {@code path} ("" for the root). */
        public Builder tree(String path, Path source) {
            return tree(path, source, relative -> true);
        }

        /** Adds the files below {@code source} whose path from there is {@code wanted}, below {@code path}. */
        public Builder tree(String path, Path source, Predicate<String> wanted) {
            try (var files = Files.walk(source)) {
                files.filter(file -> !file.equals(source)).forEach(file -> {
                    var relative = source.relativize(file).toString();
                    if (wanted.test(relative)) {
                        put(path.isEmpty() ? relative : path + "/" + relative, read(file));
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return this;
        }

        public LayerContent build() {
            return new LayerContent(new TreeMap<>(entries));
        }

        private static LayerEntry read(Path file) {
            if (Files.isSymbolicLink(file)) {
                try {
                    return new LayerEntry.Link(Files.readSymbolicLink(file).toString());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) ? new LayerEntry.Folder(FOLDER) : onDisk(file);
        }

        private static LayerEntry onDisk(Path file) {
            try {
                var program = Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
                return new LayerEntry.OnDisk(file, program ? EXECUTABLE : PLAIN);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Builder put(String path, LayerEntry entry) {
            if (path.isEmpty()
                    || path.startsWith("/")
                    || path.endsWith("/")
                    || Path.of(path).startsWith("..")) {
                throw new IllegalArgumentException("\"" + path + "\" is no path inside a layer");
            }
            for (var slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
                entries.putIfAbsent(path.substring(0, slash), new LayerEntry.Folder(FOLDER));
            }
            entries.put(path, entry);
            return this;
        }
    }
}
