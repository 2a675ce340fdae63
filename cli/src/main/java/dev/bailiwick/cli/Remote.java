package dev.bailiwick.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs this same program in the operator's pod, whose image has it and no shell. */
public final class Remote {
    private Remote() {}

    /**
     * What the program there did.
     *
     * @param exitCode its exit status
     * @param out what it printed
     * @param err what it complained of
     */
    public record Outcome(int exitCode, String out, String err) {}

    /** Runs a command in the pod, for as long as {@code limit} at most. */
    public static Outcome run(KubernetesClient client, OperatorPod operator, Duration limit, String... command) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var namespace = operator.pod().getMetadata().getNamespace();
        try (var exec = client.pods()
                .inNamespace(namespace)
                .withName(operator.name())
                .inContainer(OperatorPod.CONTAINER)
                .writingOutput(out)
                .writingError(err)
                .exec(command)) {
            var code = exec.exitCode().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } catch (ExecutionException | KubernetesClientException e) {
            throw Fault.failed(
                    "running %s in pod %s/%s failed: %s"
                            .formatted(command[0], namespace, operator.name(), Complaint.of(e)),
                    e);
        } catch (TimeoutException e) {
            throw Fault.failed(
                    "pod %s/%s gave no answer within %d s".formatted(namespace, operator.name(), limit.toSeconds()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Fault.failed("interrupted", e);
        }
    }
}
