package dev.bailiwick.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bailiwick.images.oci.LayerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Builds the real images from what the modules' builds left; the second time from nothing but the trained caches. */
@Execution(ExecutionMode.CONCURRENT)
final class ImageBuildTest {
    private static final Path ROOT = Path.of(System.getProperty("bailiwick.root", ".."));
    private static final Path JDK = Path.of(System.getProperty("java.home"));

    /** Kept for e2e-tests, which build the same images: a cache is trained for a minute. */
    private static final Path KEPT = Path.of("target", "cache");

    @TempDir
    Path folder;

    private final List<String> progress = new ArrayList<>();

    @Test
    void trainsOnceForTheSameInputAndGivesTheSameDigests() throws IOException {
        // Given
        if (Files.exists(KEPT)) {
            Cache.remove(KEPT);
        }
        var cache =
                new Cache(KEPT.resolve("bailiwick", "images").toAbsolutePath(), progress::add, InstantSource.system());
        var build = new ImageBuild(JDK, "1.2.3", cache);
        var first = build.write(ImageBuild.Products.in(ROOT), "registry.test", folder.resolve("first"));
        assertThat(progress).anyMatch(line -> line.startsWith("training the AOT cache of operator"));
        progress.clear();

        // When
        var again = build.write(ImageBuild.Products.in(ROOT), "registry.test", folder.resolve("again"));

        // Then
        assertThat(progress).noneMatch(line -> line.startsWith("training"));
        assertThat(again)
                .isEqualTo(first)
                .containsOnlyKeys(
                        "registry.test/bailiwick/operator:1.2.3", "registry.test/bailiwick/engine-simulator:1.2.3");
        var index =
                new ObjectMapper().readTree(folder.resolve("first/index.json").toFile());
        assertThat(index.path("manifests")).hasSize(2);
        assertThat(said(folder.resolve("again/cli"), "bin/bailiwick")).contains("Usage: bailiwick ");
        assertThat(said(folder.resolve("again/cli"), "bin/kubectl-bailiwick")).contains("Usage: kubectl bailiwick ");
    }

    @Test
    void theRuntimeIsTheSameFromACleanCache() throws IOException {
        // When
        var first = JavaRuntime.link(JDK, cache("one"));
        var second = JavaRuntime.link(JDK, cache("two"));

        // Then
        var glibc = Glibc.ofThisMachine();
        assertThat(LayerStore.diffId(BaseLayer.of(first, glibc)))
                .isEqualTo(LayerStore.diffId(BaseLayer.of(second, glibc)));
        assertThat(first.version()).startsWith("25");
        assertThat(glibc.version()).contains("version 2.");
    }

    /** What a command of the unpacked archive says when it is asked for help. */
    private String said(Path archives, String command) throws IOException {
        var unpacked = Files.createTempDirectory(folder, "unpacked");
        var log = folder.resolve("said");
        var top = "bailiwick-1.2.3-linux-x64";
        Programs.run(
                List.of("tar", "-xzf", archives.resolve(top + ".tar.gz").toString(), "-C", unpacked.toString()),
                log,
                60);
        Programs.run(List.of(unpacked.resolve(top).resolve(command).toString(), "--help"), log, 60);
        return Files.readString(log);
    }

    private Cache cache(String name) {
        return new Cache(folder.resolve(name), progress::add, InstantSource.system());
    }
}
