package dev.bailiwick.sandbox.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path model = Path.of("");

    @Test
    void readsTheLargestFileBehindALink() throws IOException {
        // Given a folder as a registry's cache lays it out
        Files.createDirectory(model.resolve("blobs"));
        Files.writeString(model.resolve("blobs/1"), "abc");
        Files.createDirectory(model.resolve("snapshot"));
        Files.createSymbolicLink(model.resolve("snapshot/w.bin"), Path.of("../blobs/1"));
        Files.writeString(model.resolve("snapshot/a"), "a");
        // Then
        assertThat(ModelFiles.read(model.resolve("snapshot")))
                .isEqualTo(new ModelFiles.Read(Path.of("w.bin"), 3, SHA256_OF_ABC, 2));
    }

    @Test
    void readsASingleFile() throws IOException {
        var file = Files.writeString(model.resolve("w.gguf"), "abc");
        assertThat(ModelFiles.read(file)).isEqualTo(new ModelFiles.Read(Path.of("w.gguf"), 3, SHA256_OF_ABC, 1));
    }

    @Test
    void saysWhatIsWrongWithAModelThatIsNotThere() {
        assertThat(ModelFiles.read(Path.of("/no/model")))
                .isEqualTo(new ModelFiles.Unusable(
                        "the model /no/model does not exist; mount it there or name its folder by --model"));
    }
}
