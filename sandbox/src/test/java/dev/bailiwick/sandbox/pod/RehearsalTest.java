package dev.bailiwick.sandbox.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.api.v1alpha1.EngineType;
import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.sandbox.load.SendCommand;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The example that rehearses without a GPU says what the simulator takes and Pod Security restricted allows. */
class RehearsalTest {
    private static final String TEXT = read("../examples/rehearsal.yaml");
    private static final Namespace NAMESPACE = document("Namespace", Namespace.class);
    private static final ModelDeployment DEPLOYMENT = document("ModelDeployment", ModelDeployment.class);
    private static final PodSpec JOB =
            document("Job", Job.class).getSpec().getTemplate().getSpec();

    @Test
    void startsTheEngineWithArgumentsThatAllMeanSomething() {
        // Given
        var engine = DEPLOYMENT.getSpec().engine();
        var arguments = engine.args() == null ? List.<String>of() : engine.args();
        var command = new EngineCommand(List.of());
        // When
        new CommandLine(command).parseArgs(arguments.toArray(String[]::new));
        // Then
        assertThat(engine.type()).isEqualTo(EngineType.Custom);
        assertThat(command.settings().servedName()).isEqualTo("simulated");
        assertThat(command.settings().model()).isEmpty();
        assertThat(command.settings().profile().maxSequences()).isEqualTo(8);
    }

    static Stream<Container> phases() {
        return Stream.concat(JOB.getInitContainers().stream(), JOB.getContainers().stream());
    }

    @ParameterizedTest
    @MethodSource("phases")
    void sendsLoadToItsService(Container phase) {
        // Given
        var arguments = phase.getArgs();
        // When
        var url = new CommandLine(new SendCommand())
                .parseArgs(arguments.subList(1, arguments.size()).toArray(String[]::new))
                .matchedOptionValue("--url", null);
        // Then
        assertThat(arguments.getFirst()).isEqualTo("send");
        assertThat(url).hasToString("http://" + DEPLOYMENT.getMetadata().getName());
    }

    @ParameterizedTest
    @MethodSource("phases")
    void runsItsLoadUnderPodSecurityRestricted(Container phase) {
        // Then
        var container = phase.getSecurityContext();
        assertThat(NAMESPACE.getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        assertThat(JOB.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(JOB.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(container.getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
    }

    @Test
    void namesTheImageOfThisVersionEverywhere() {
        // Given
        var version = Pattern.compile("<version>(.*?)</version>").matcher(read("../pom.xml"));
        assertThat(version.find()).isTrue();
        var image = "bailiwick.local/bailiwick/engine-simulator:" + version.group(1);
        // Then
        assertThat(DEPLOYMENT.getSpec().engine().image()).isEqualTo(image);
        assertThat(phases().map(Container::getImage)).hasSize(3).containsOnly(image);
    }

    private static <T> T document(String kind, Class<T> type) {
        var found = Stream.of(TEXT.split("(?m)^---$", -1))
                .filter(document -> document.contains("\nkind: " + kind + "\n"))
                .findFirst()
                .orElseThrow();
        return Serialization.unmarshal(found, type);
    }

    private static String read(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
