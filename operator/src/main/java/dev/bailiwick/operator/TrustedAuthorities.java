package dev.bailiwick.operator;

import io.fabric8.kubernetes.client.Config;
import io.quarkus.kubernetes.client.KubernetesConfigCustomizer;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Trusts further authorities for the API server, besides the cluster's own: one behind a load balancer or a proxy that
 * opens TLS shows a certificate of theirs.
 */
@Singleton
final class TrustedAuthorities implements KubernetesConfigCustomizer {
    private static final String SETTING = "bailiwick.ca-bundle";

    private final OperatorConfig config;

    TrustedAuthorities(OperatorConfig config) {
        this.config = config;
    }

    @Override
    public void customize(Config client) {
        config.caBundle().map(Path::of).ifPresent(bundle -> trust(client, bundle));
    }

    /** @throws IllegalArgumentException when the bundle cannot be read or holds anything but certificates */
    private static void trust(Config client, Path bundle) {
        var further = read(bundle);
        var own = own(client.getCaCertData(), client.getCaCertFile());
        client.setCaCertData(
                Base64.getEncoder().encodeToString((own + "\n" + further).getBytes(StandardCharsets.US_ASCII)));
        client.setCaCertFile(null);
    }

    private static String read(Path bundle) {
        try {
            var pem = Files.readString(bundle, StandardCharsets.US_ASCII);
            var certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException(
                        SETTING + ": " + bundle + " holds no certificate; give it one or more in PEM format");
            }
            return pem;
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    SETTING + ": " + bundle + " is not a list of certificates in PEM format", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    SETTING + ": " + bundle + " cannot be read; name a file of certificates in PEM format", e);
        }
    }

    /** The cluster's own authority as PEM; the client keeps it in a file, in base64, or as it is. */
    private static String own(@Nullable String data, @Nullable String file) {
        try {
            if (data != null) {
                return data.startsWith("-----BEGIN")
                        ? data
                        : new String(Base64.getDecoder().decode(data), StandardCharsets.US_ASCII);
            }
            return file == null ? "" : Files.readString(Path.of(file), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException("the cluster's own authority " + file + " cannot be read", e);
        }
    }
}
