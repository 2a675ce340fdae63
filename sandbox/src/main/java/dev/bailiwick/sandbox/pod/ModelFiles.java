package dev.bailiwick.sandbox.pod;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** The files of a mounted model. */
final class ModelFiles {
    private static final int PIECE = 1 << 16;

    private ModelFiles() {}

    /** What became of reading a model. */
    sealed interface Result {}

    /**
     * The largest file was read whole.
     *
     * @param file its path below the model's folder
     * @param bytes its size
     * @param sha256 its digest in hexadecimal
     * @param files how many files the model has
     */
    record Read(Path file, long bytes, String sha256, int files) implements Result {}

    /**
     * There is no model to read.
     *
     * @param message the fault and its remedy
     */
    record Unusable(String message) implements Result {}

    /** Reads the largest file of the model at {@code path}, a folder or a single file. Links are followed. */
    static Result read(Path path) {
        if (!Files.exists(path)) {
            return new Unusable("the model " + path + " does not exist; mount it there or name its folder by --model");
        }
        try {
            var files = files(path);
            if (files.isEmpty()) {
                return new Unusable("the model " + path + " has no file in it; mount a model that has one");
            }
            var largest = files.getLast();
            var digest = MessageDigest.getInstance("SHA-256");
            var bytes = digest(largest, digest);
            var name = largest.equals(path) ? path.getFileName() : path.relativize(largest);
            return new Read(name, bytes, HexFormat.of().formatHex(digest.digest()), files.size());
        } catch (IOException | UncheckedIOException e) {
            return new Unusable("the model " + path + " cannot be read: " + e.getMessage()
                    + "; give the engine's user read access to all of it");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Regular files, the largest last; of equal ones the last by name. */
    private static List<Path> files(Path path) throws IOException {
        try (var found = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
            return found.filter(Files::isRegularFile)
                    .sorted(Comparator.comparingLong(ModelFiles::size).thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long digest(Path file, MessageDigest digest) throws IOException {
        var piece = new byte[PIECE];
        var bytes = 0L;
        try (var in = Files.newInputStream(file)) {
            for (var read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
                bytes += read;
            }
        }
        return bytes;
    }
}
