package dev.bailiwick.e2e.harness;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program in Go of {@code src/test/go}, for what there is in Go alone. It is compiled once for each version of its sources and kept in
 * the user's cache directory.
 *
 * @param binary the compiled program
 */
public record GoTool(Path binary) {

    private static final Path SOURCES = Path.of("src/test/go");

    /** The program in a directory of {@code src/test/go}, compiled first where that has not been done. */
    public static GoTool compiled(String name) {
        var sources = SOURCES.resolve(name);
        var binary = cache().resolve(name + "-" + digest(sources)).resolve(name);
        try {
            if (!Files.isExecutable(binary)) {
                Files.createDirectories(binary.getParent());
                var fresh = Files.createTempFile(binary.getParent(), name, ".new");
                run(
                        sources,
                        go(),
                        "build",
                        "-trimpath",
                        "-o",
                        fresh.toAbsolutePath().toString(),
                        ".");
                Files.move(fresh, binary, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new GoTool(binary);
    }

    /** What the program prints; fails the test when it fails. */
    public String run(String... arguments) {
        return run(
                Path.of("."),
                Stream.concat(Stream.of(binary.toString()), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /**
     * The files of a published Go module, fetched first where that has not been done.
     *
     * @param module path and version, as {@code example.com/module@v1.2.3}
     * @param sum what its files must add up to, in the form of {@code go.sum}
     */
    public static Path module(String module, String sum) {
        try {
            var answer = new ObjectMapper().readTree(run(Path.of("."), go(), "mod", "download", "-json", module));
            if (!answer.path("Sum").asText().equals(sum)) {
                throw new AssertionError(module + " adds up to " + answer.path("Sum") + ", not to " + sum);
            }
            return Path.of(answer.path("Dir").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(Path directory, String... command) {
        try {
            var errors = Files.createTempFile("go-tool", ".err");
            var builder = new ProcessBuilder(command).directory(directory.toFile());
            builder.environment().put("CGO_ENABLED", "0");
            builder.environment().put("GOWORK", "off");
            builder.environment().put("GOFLAGS", "-buildvcs=false");
            var process = builder.redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var status = process.waitFor();
            var said = Files.readString(errors);
            Files.delete(errors);
            if (status != 0) {
                throw new AssertionError(String.join(" ", command) + " ended with " + status + ":\n" + out + said);
            }
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String go() {
        var places = new ArrayList<Path>();
        for (var directory : System.getenv("PATH").split(":", -1)) {
            places.add(Path.of(directory, "go"));
        }
        places.add(Path.of("/usr/local/go/bin/go"));
        return places.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Go is missing"))
                .toString();
    }

    private static Path cache() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(home -> !home.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("bailiwick");
    }

    private static String digest(Path sources) {
        try (var files = Files.list(sources)) {
            var digest = MessageDigest.getInstance("SHA-256");
            List<Path> all = files.sorted().toList();
            for (var file : all) {
                digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
