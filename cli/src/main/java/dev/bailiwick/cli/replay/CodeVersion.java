package dev.bailiwick.cli.replay;

import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.lab.replay.Runner;
import dev.bailiwick.lab.replay.report.ReportPage;
import dev.bailiwick.metrics.EngineReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A digest of the code that decides what a run comes to: the simulator, the rule and the parser of pages. */
final class CodeVersion {
    /** What is told of runs decides none of them, so that a report can be mended without making its runs again. */
    private static final String REPORT = "/" + ReportPage.class.getPackageName().replace('.', '/') + "/";

    private CodeVersion() {}

    static String digest() throws IOException {
        List<Path> places = new ArrayList<>();
        for (Class<?> type : List.of(Runner.class, Autoscaler.class, EngineReader.class)) {
            try {
                places.add(Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().toURI()));
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
        return digest(places);
    }

    /** A digest of the files of directories and jars; a jar has that of the directory it was made of. */
    static String digest(List<Path> places) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                add(digest, place);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(place)) {
                    add(digest, jar.getPath("/"));
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, Path place) throws IOException {
        try (Stream<Path> walked = Files.walk(place)) {
            List<Path> files = walked.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
            for (Path file : files) {
                String name = "/" + place.relativize(file);
                if (!name.startsWith(REPORT)) {
                    digest.update(name.getBytes(StandardCharsets.UTF_8));
                    digest.update(Files.readAllBytes(file));
                }
            }
        }
    }
}
