package dev.bailiwick.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.internal.CertUtils;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedAuthoritiesTest {
    @TempDir
    Path directory;

    @Test
    void theBundlesAuthoritiesAreTrustedBesidesTheClustersOwn() throws Exception {
        // Given
        var inFile = client().withCaCertFile(pem("cluster.pem").toString()).build();
        var inBase64 = client().withCaCertData(
                        Base64.getEncoder().encodeToString(Files.readAllBytes(pem("cluster.pem"))))
                .build();
        var asText =
                client().withCaCertData(Files.readString(pem("cluster.pem"))).build();

        for (var client : List.of(inFile, inBase64, asText)) {
            // When
            authorities(pem("plant.pem")).customize(client);

            // Then
            assertThat(trusted(client)).contains("CN=cluster", "CN=plant");
        }
    }

    @Test
    void withoutABundleTheClustersOwnStaysAsItIs() throws Exception {
        // Given
        var client = client().withCaCertFile(pem("cluster.pem").toString()).build();

        // When
        new TrustedAuthorities(config(Map.of())).customize(client);

        // Then
        assertThat(client.getCaCertData()).isNull();
        assertThat(trusted(client)).contains("CN=cluster").doesNotContain("CN=plant");
    }

    @Test
    void aBundleThatIsNoneSaysWhichFileAndWhatToGive() throws IOException {
        assertThat(refusal(directory.resolve("absent.pem")))
                .endsWith("absent.pem cannot be read; name a file of certificates in PEM format");
        assertThat(refusal(written(""))).endsWith("bundle.pem holds no certificate; give it one or more in PEM format");
        assertThat(refusal(written("-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n")))
                .startsWith("bailiwick.ca-bundle: ")
                .endsWith("bundle.pem is not a list of certificates in PEM format");
    }

    private String refusal(Path bundle) {
        var message = new ArrayList<String>();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> authorities(bundle).customize(client().build()))
                .satisfies(e -> message.add(e.getMessage()));
        return message.getFirst();
    }

    private Path written(String text) throws IOException {
        return Files.writeString(directory.resolve("bundle.pem"), text, StandardCharsets.US_ASCII);
    }

    private static ConfigBuilder client() {
        return new ConfigBuilder(Config.empty());
    }

    private static TrustedAuthorities authorities(Path bundle) {
        return new TrustedAuthorities(config(Map.of("bailiwick.ca-bundle", bundle.toString())));
    }

    private static OperatorConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(OperatorConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(OperatorConfig.class);
    }

    private static Path pem(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(TrustedAuthoritiesTest.class.getResource(name))
                .toURI());
    }

    private static List<String> trusted(Config client) throws IOException, GeneralSecurityException {
        var store = CertUtils.createTrustStore(client.getCaCertData(), client.getCaCertFile(), null, "changeit");
        var names = new ArrayList<String>();
        for (var alias : Collections.list(store.aliases())) {
            names.add(((X509Certificate) store.getCertificate(alias))
                    .getSubjectX500Principal()
                    .getName());
        }
        return names;
    }
}
