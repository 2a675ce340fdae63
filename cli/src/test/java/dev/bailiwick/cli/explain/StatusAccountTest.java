package dev.bailiwick.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.cli.Paper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deployments as they are, explained: each directory below {@code explain/status} is one. */
class StatusAccountTest {

    private static final Instant NOW = Instant.parse("2026-11-24T14:03:00Z");

    static Stream<Path> deployments() throws IOException {
        return Golden.directories("status");
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void explains(Path directory) throws IOException {
        // Given
        var objects = objects(directory.resolve("in.yaml"));

        // When
        var account = StatusAccount.of(
                of(objects, ModelDeployment.class).getFirst(), of(objects, Pod.class), of(objects, Event.class), NOW);

        // Then
        Golden.holds(directory.resolve("out.txt"), AccountText.write(account, Paper.plain(), ZoneOffset.UTC));
        Golden.holds(directory.resolve("out.json"), AccountJson.pretty(account) + "\n");
        assertThat(AccountJson.read(AccountJson.line(account))).contains(account);
    }

    private static List<HasMetadata> objects(Path file) throws IOException {
        var objects = new ArrayList<HasMetadata>();
        for (var document : Files.readString(file).split("(?m)^---\n", -1)) {
            objects.add(Serialization.unmarshal(document, type(document)));
        }
        return objects;
    }

    private static Class<? extends HasMetadata> type(String document) {
        return document.contains("kind: Pod")
                ? Pod.class
                : document.contains("kind: Event") ? Event.class : ModelDeployment.class;
    }

    private static <T> List<T> of(List<HasMetadata> objects, Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
