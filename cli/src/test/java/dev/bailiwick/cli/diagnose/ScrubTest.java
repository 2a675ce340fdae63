package dev.bailiwick.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrubTest {

    private static final String HIDDEN = "plantedA1b2";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer plantedA1b2c3d4",
                "Authorization: Basic cGxhbnRlZDplantedA1b2==",
                "calling with bearer plantedA1b2c3d4",
                "HF_TOKEN=plantedA1b2",
                "hf_token: 'plantedA1b2 with words'",
                "\"apiKey\" : \"plantedA1b2 with words\"",
                "--api-key plantedA1b2",
                "--api-key=plantedA1b2",
                "the password: plantedA1b2, they said",
                "pulling https://user:plantedA1b2@registry.example/v2/ failed",
                "token hf_plantedA1b2c3d4",
                "sk-plantedA1b2c3d4",
                "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwbGFudGVkQTFiMiJ9.plantedA1b2",
                "a header of plantedA1b2c3d4E5f6g7h8i9j0k1l2",
                "-----BEGIN RSA PRIVATE KEY-----\nplantedA1b2\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nplantedA1b2 and then the text is cut",
                "Received request cmpl-1: prompt: 'plantedA1b2 tell me', params: SamplingParams(n=1)",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"plantedA1b2\"}]}",
                "system prompt = plantedA1b2 you are a helper"
            })
    void takesOutWhatLooksLikeACredentialOrAPrompt(String text) {
        assertThat(Scrub.text(text)).contains(Scrub.LEFT_OUT).doesNotContain(HIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scaled 1 -> 2: 10 requests wait on 1 replica, about 10 each; 2 bring that to about 1",
                "250 tokens per second are served, about 250 on each of 1 replica; the target is 100",
                "registry.plant.example/models/mistral@sha256:1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f809",
                "uid: 0b6f1c1e-6f0e-4d56-9f1a-0a2b3c4d5e6f",
                "timeToFirstToken: 2.5s",
                "timePerOutputToken: 100ms",
                "tokensPerSecondPerReplica: 4000",
                "automountServiceAccountToken: false",
                "--max-num-batched-tokens=8192",
                "--tokenizer mistral",
                "vllm:prompt_tokens_total{model_name=\"mistral\"} 1.2e+06",
                "vllm:time_to_first_token_seconds_bucket{le=\"0.5\"} 12",
                "NVIDIA-H100-80GB-HBM3",
                "dev.bailiwick.operator.ModelDeploymentReconciler",
                "write spec.replicas with another value than 1, or set annotation bailiwick.dev/hold to \"false\"",
                "secretName: registry-credentials"
            })
    void leavesWhatASupportCaseNeeds(String text) {
        assertThat(Scrub.sentence(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the page says \"plantedA1b2 and what a user asked\" on line 3",
                "the container said 'plantedA1b2 and what a user asked'"
            })
    void takesLongQuotesOutOfSentences(String text) {
        assertThat(Scrub.sentence(text)).doesNotContain(HIDDEN);
    }
}
