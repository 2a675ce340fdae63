package dev.bailiwick.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What would differ from build to build and can be seen in one: when it was built, by whom and where. {@code ./bailiwick reproduce}
 * builds twice and compares all bytes.
 */
final class ReproducibleJarsIT {
    /** {@code project.build.outputTimestamp}. */
    private static final LocalDateTime BUILT = LocalDateTime.parse("2026-01-01T00:00:00");

    static Stream<Path> jars() throws IOException {
        try (var files = Files.walk(Path.of(".."), 5)) {
            return files
                    .filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> file.toString()
                            .matches("[.][.]/[a-z-]+/target/(bailiwick-[^/]+|quarkus-app/(app|quarkus)/.+)"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void saysNothingOfWhenAndWhereItWasBuilt(Path jar) throws IOException {
        // When
        try (var file = new JarFile(jar.toFile())) {
            var entries = file.stream().toList();
            var attributes = file.getManifest() == null
                    ? List.<String>of()
                    : file.getManifest().getMainAttributes().keySet().stream()
                            .map(Attributes.Name.class::cast)
                            .map(Attributes.Name::toString)
                            .toList();

            // Then
            assertThat(entries)
                    .isNotEmpty()
                    .allSatisfy(entry ->
                            assertThat(entry.getTimeLocal()).as(entry.getName()).isEqualTo(BUILT));
            assertThat(attributes)
                    .doesNotContain("Build-Time", "Built-By", "Build-Host", "Build-Jdk", "Bnd-LastModified");
        }
    }

    /** What one recorded build step hands to another lies under a key with a number; {@code operator/src/build} numbers them. */
    @Test
    void keysOfRecordedBuildStepsAreNumberedInTheOrderOfTheirClasses() throws IOException {
        // Given
        var keys = new LinkedHashSet<String>();

        // When
        try (var jar = new JarFile("../operator/target/quarkus-app/quarkus/generated-bytecode.jar")) {
            for (var entry : jar.stream()
                    .filter(entry -> entry.getName().matches("io/quarkus/runner/recorded/.+[.]class"))
                    .sorted(Comparator.comparing(ZipEntry::getName))
                    .toList()) {
                ClassFile.of().parse(jar.getInputStream(entry).readAllBytes()).methods().stream()
                        .flatMap(method -> method.code().stream())
                        .flatMap(code -> code.elementStream())
                        .filter(LoadConstantInstruction.class::isInstance)
                        .map(element -> ((LoadConstantInstruction) element)
                                .constantValue()
                                .toString())
                        .filter(constant -> constant.startsWith("proxykey"))
                        .forEach(keys::add);
            }
        }

        // Then
        assertThat(keys).hasSizeGreaterThan(10);
        assertThat(keys)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, keys.size())
                        .mapToObj(number -> "proxykey" + number)
                        .toList());
    }
}
