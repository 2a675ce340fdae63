package dev.bailiwick.sandbox;

import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Kubeconfigs that speak for a ServiceAccount. */
final class ServiceAccountAccess {

    private ServiceAccountAccess() {}

    /** Requests a token and writes it into a kubeconfig of the sandbox, readable by its owner only, as the directory is. */
    static Path write(Sandbox sandbox, String serviceAccount, String namespace, Duration duration) throws IOException {
        KubernetesClient client = sandbox.client();
        TokenRequest request = new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(duration.toSeconds())
                .endSpec()
                .build();
        TokenRequest granted = client.serviceAccounts()
                .inNamespace(namespace)
                .withName(serviceAccount)
                .tokenRequest(request);
        Path file = sandbox.dir().resolve("kubeconfigs").resolve(namespace + "." + serviceAccount);
        Files.writeString(
                file,
                Serialization.asYaml(
                        kubeconfig(client, namespace, granted.getStatus().getToken())));
        return file;
    }

    private static Config kubeconfig(KubernetesClient client, String namespace, String token) {
        return new ConfigBuilder()
                .addNewCluster()
                .withName("sandbox")
                .withNewCluster()
                .withServer(client.getConfiguration().getMasterUrl())
                .withCertificateAuthorityData(client.getConfiguration().getCaCertData())
                .endCluster()
                .endCluster()
                .addNewUser()
                .withName("service-account")
                .withNewUser()
                .withToken(token)
                .endUser()
                .endUser()
                .addNewContext()
                .withName("sandbox")
                .withNewContext()
                .withCluster("sandbox")
                .withUser("service-account")
                .withNamespace(namespace)
                .endContext()
                .endContext()
                .withCurrentContext("sandbox")
                .build();
    }
}
