package dev.bailiwick.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.model.Refused.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageReferenceTest {
    private static final String DIGEST = "sha256:" + "ab".repeat(32);

    @ParameterizedTest
    @CsvSource({
        "vllm/vllm-openai:v0.32.0, docker.io/vllm/vllm-openai:v0.32.0",
        "vllm/vllm-openai, docker.io/vllm/vllm-openai:latest",
        "registry.plant.example:5000/engines/vllm:0.32, registry.plant.example:5000/engines/vllm:0.32"
    })
    void acceptsATagAndSaysThatItFloats(String text, String reference) {
        // When
        ImageReference image = ImageReference.parse(text);
        // Then
        assertThat(image).isInstanceOfSatisfying(ImageReference.Named.class, named -> {
            assertThat(named.reference()).isEqualTo(reference);
            assertThat(named.floating()).isTrue();
        });
    }

    @Test
    void doesNotFloatWithADigest() {
        // When
        ImageReference image = ImageReference.parse("vllm/vllm-openai@" + DIGEST);
        // Then
        assertThat(image).isInstanceOfSatisfying(ImageReference.Named.class, named -> {
            assertThat(named.reference()).isEqualTo("docker.io/vllm/vllm-openai@" + DIGEST);
            assertThat(named.floating()).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "docker://vllm/vllm-openai, SCHEME",
        "VLLM/vllm-openai, UPPER_CASE_REPOSITORY",
        "vllm/vLLM, UPPER_CASE_REPOSITORY",
        "vllm/vllm-openai@sha256:12, BAD_DIGEST"
    })
    void refusesWhatIsNoReference(String text, Reason reason) {
        assertThat(ImageReference.parse(text))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
