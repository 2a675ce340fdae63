package dev.bailiwick.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bailiwick.model.Refused.Reason;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModelReferenceTest {
    private static final String HEX = "0123456789abcdef".repeat(4);
    private static final String SHA256 = "sha256:" + HEX;
    private static final String SHA512 = "sha512:" + HEX + HEX;

    @ParameterizedTest
    @CsvSource({
        "registry.plant.example/models/mistral-small, registry.plant.example, models/mistral-small",
        "Registry.Plant.EXAMPLE/models/mistral-small, registry.plant.example, models/mistral-small",
        "registry:5000/m, registry:5000, m",
        "localhost/m, localhost, m",
        "10.0.0.7:5000/a/b/c, 10.0.0.7:5000, a/b/c",
        "[fd00::1]:5000/m, [fd00::1]:5000, m",
        "mistral, docker.io, library/mistral",
        "team/mistral, docker.io, team/mistral",
        "docker.io/mistral, docker.io, library/mistral",
        "index.docker.io/team/mistral, docker.io, team/mistral",
        "r.example/a_b/c__d/e---f.g, r.example, a_b/c__d/e---f.g"
    })
    void normalisesRegistryAndRepository(String name, String registry, String repository) {
        assertThat(ModelReference.parse(name + "@" + SHA256))
                .isEqualTo(new ModelReference.Pinned(registry, repository, Optional.empty(), SHA256));
        assertThat(ModelReference.parse(name + ":v1.0_B-2@" + SHA512))
                .isEqualTo(new ModelReference.Pinned(registry, repository, Optional.of("v1.0_B-2"), SHA512));
    }

    @Test
    void writesTheNormalFormAndReadsItBack() {
        // Given
        ModelReference.Pinned pinned = (ModelReference.Pinned) ModelReference.parse("mistral:v1@" + SHA256);
        // When
        String text = pinned.reference();
        // Then
        assertThat(text).isEqualTo("docker.io/library/mistral:v1@" + SHA256);
        assertThat(ModelReference.parse(text)).isEqualTo(pinned);
        assertThat(pinned.shortName()).isEqualTo("mistral@0123456");
    }

    static Stream<Arguments> refusals() {
        String name = "r.example/m";
        return Stream.of(
                arguments("", Reason.EMPTY, "the reference is empty; write registry/repository@sha256:..."),
                arguments(" \t", Reason.EMPTY, "the reference is empty; write registry/repository@sha256:..."),
                arguments(
                        name + ":1.0",
                        Reason.MISSING_DIGEST,
                        "\"r.example/m:1.0\" has no digest, and a tag can move to other weights; append @sha256: and the 64 hexadecimal digits of the manifest's digest"),
                arguments(
                        name,
                        Reason.MISSING_DIGEST,
                        "\"r.example/m\" has no digest, and a tag can move to other weights; append @sha256: and the 64 hexadecimal digits of the manifest's digest"),
                arguments(
                        name + "@sha256:abc",
                        Reason.BAD_DIGEST,
                        "\"r.example/m@sha256:abc\" has no digest after the @; write sha256: and 64, or sha512: and 128, lower-case hexadecimal digits"),
                arguments(
                        "r.example/Models/Mistral@sha256:abc",
                        Reason.UPPER_CASE_REPOSITORY,
                        "\"r.example/Models/Mistral@sha256:abc\" has upper-case letters in its repository; registries know only lower case: models/mistral"),
                arguments(
                        "oci://r.example/m",
                        Reason.SCHEME,
                        "\"oci://r.example/m\" starts with oci://; write it without, beginning with the registry"),
                arguments(
                        "r.example/my model",
                        Reason.WHITESPACE,
                        "\"r.example/my model\" contains a blank or an invisible character; remove it"),
                arguments(
                        name + "\n",
                        Reason.WHITESPACE,
                        "\"r.example/m\uFFFD\" contains a blank or an invisible character; remove it"));
    }

    static Stream<Arguments> refusalsOfParts() {
        String name = "r.example/m";
        return Stream.of(
                arguments(
                        "r.example//m",
                        Reason.EMPTY_PART,
                        "\"r.example//m\" has an empty part; write registry/repository:tag@digest with no separator doubled or left over"),
                arguments(
                        "bad_host.example:5000/m",
                        Reason.BAD_REGISTRY,
                        "\"bad_host.example:5000/m\" names the registry \"bad_host.example:5000\", which is not a host with an optional port of 1 to 65535"),
                arguments(
                        "r.example/m-",
                        Reason.BAD_REPOSITORY,
                        "\"r.example/m-\" has a repository with other than lower-case letters, digits and single separators (. _ - /)"),
                arguments(
                        name + ":-x",
                        Reason.BAD_TAG,
                        "\"r.example/m:-x\" has a tag that is not 1 to 128 letters, digits, dots, dashes and underscores"),
                arguments(
                        "r.example/" + "m".repeat(250),
                        Reason.TOO_LONG,
                        "\"r.example/" + "m".repeat(110)
                                + "...\" has a registry and repository of more than 255 characters; shorten the repository"));
    }

    @ParameterizedTest
    @MethodSource({"refusals", "refusalsOfParts"})
    void refusesWithTheValueAndTheRemedy(String text, Reason reason, String message) {
        assertThat(ModelReference.parse(text)).isEqualTo(new Refused(reason, message));
    }

    static Stream<Arguments> reasons() {
        String name = "r.example/m";
        return Stream.of(
                arguments(name + "@" + SHA256.toUpperCase(Locale.ROOT), Reason.BAD_DIGEST),
                arguments(name + "@sha256:" + HEX + "0", Reason.BAD_DIGEST),
                arguments(name + "@sha512:" + HEX, Reason.BAD_DIGEST),
                arguments(name + "@md5:" + HEX, Reason.BAD_DIGEST),
                arguments(name + "@" + HEX, Reason.BAD_DIGEST),
                arguments(name + "@" + SHA256 + "@" + SHA256, Reason.BAD_DIGEST),
                arguments(name + "@", Reason.EMPTY_PART),
                arguments(name + ":@" + SHA256, Reason.EMPTY_PART),
                arguments("@" + SHA256, Reason.EMPTY_PART),
                arguments("/m@" + SHA256, Reason.EMPTY_PART),
                arguments("r.example/@" + SHA256, Reason.EMPTY_PART),
                arguments("r.example/m/@" + SHA256, Reason.EMPTY_PART),
                arguments("r.example:0/m@" + SHA256, Reason.BAD_REGISTRY),
                arguments("r.example:65536/m@" + SHA256, Reason.BAD_REGISTRY),
                arguments("-r.example/m@" + SHA256, Reason.BAD_REGISTRY),
                arguments("r.example/a..b@" + SHA256, Reason.BAD_REPOSITORY),
                arguments("r.example/a___b@" + SHA256, Reason.BAD_REPOSITORY),
                arguments("r.example/caf\u00e9@" + SHA256, Reason.BAD_REPOSITORY),
                arguments("r.example/m\u200b@" + SHA256, Reason.WHITESPACE),
                arguments("r.example/m\u00a0@" + SHA256, Reason.WHITESPACE),
                arguments("https://r.example/m@" + SHA256, Reason.SCHEME),
                arguments(name + ":" + "t".repeat(129) + "@" + SHA256, Reason.BAD_TAG),
                arguments("m".repeat(600), Reason.TOO_LONG));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void refusesWhatIsNoReference(String text, Reason reason) {
        assertThat(ModelReference.parse(text))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
