package dev.bailiwick.sandbox.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.sandbox.SandboxException;
import dev.bailiwick.sandbox.load.LoadReport;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The rehearsal on a cluster: a simulated engine and a Job that sends it load, in a namespace of their own. */
final class Rehearsal {
    static final String NAMESPACE = "rehearsal";

    private static final String DEPLOYMENT = "simulated";
    private static final String JOB = "load";
    private static final Duration LONGEST = Duration.ofMinutes(12);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;
    private final InstantSource clock;

    Rehearsal(KubernetesClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Applies the objects of the manifest. */
    void begin(String manifest) {
        for (var item : client.load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
                .items()) {
            client.resource(item).fieldManager("bailiwick-demo").serverSideApply();
        }
    }

    /** Shows what the operator does until the load has been sent and the size is back at its least. */
    void show(View view) throws InterruptedException {
        var start = clock.instant();
        while (true) {
            var elapsed = Duration.between(start, clock.instant());
            var deployment = deployment();
            var job = client.resources(Job.class)
                    .inNamespace(NAMESPACE)
                    .withName(JOB)
                    .get();
            view.show(new Snapshot(deployment, List.of(deployment), unfelt(elapsed), Double.NaN));
            refuseToWaitInVain(elapsed);
            if (ended(job) && settled(deployment)) {
                return;
            }
            Thread.sleep(Duration.ofSeconds(1));
        }
    }

    /** What the clients of each phase of the load felt, a line each. */
    List<String> reports() {
        var pod = client.pods()
                .inNamespace(NAMESPACE)
                .withLabel("batch.kubernetes.io/job-name", JOB)
                .list()
                .getItems()
                .getFirst();
        return Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                .map(container -> words(
                        container.getName(),
                        client.pods()
                                .resource(pod)
                                .inContainer(container.getName())
                                .tailingLines(1)
                                .getLog()))
                .toList();
    }

    /** A report of {@code send}, which is its last line, in words. */
    static String words(String phase, String report) {
        try {
            var json = JSON.readTree(report);
            return "%s: %d requests, %d answered, %d cut; TTFT p50 %s, p95 %s; TPOT p95 %s"
                    .formatted(
                            phase,
                            json.path("sent").asLong(),
                            json.path("answered").asLong(),
                            json.path("cut").asLong(),
                            Words.seconds(json.path("ttftP50").asDouble(Double.NaN)),
                            Words.seconds(json.path("ttftP95Total").asDouble(Double.NaN)),
                            Words.seconds(json.path("tpotP95").asDouble(Double.NaN)));
        } catch (JsonProcessingException e) {
            return phase + ": " + report.strip();
        }
    }

    /** Removes the namespace with all that is in it; returns when it is gone. */
    void remove() {
        client.namespaces().withName(NAMESPACE).delete();
        client.namespaces().withName(NAMESPACE).waitUntilCondition(namespace -> namespace == null, 3, TimeUnit.MINUTES);
    }

    private ModelDeployment deployment() {
        return Optional.ofNullable(client.resources(ModelDeployment.class)
                        .inNamespace(NAMESPACE)
                        .withName(DEPLOYMENT)
                        .get())
                .orElseThrow(
                        () -> new SandboxException("ModelDeployment " + NAMESPACE + "/" + DEPLOYMENT + " is gone"));
    }

    /** The clients are pods of the cluster, which report when they end. */
    private static LoadReport unfelt(Duration elapsed) {
        return new LoadReport(
                LoadReport.ELSEWHERE,
                elapsed.toSeconds(),
                0,
                0,
                0,
                0,
                0,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                0);
    }

    private void refuseToWaitInVain(Duration elapsed) {
        var unpullable = client.pods().inNamespace(NAMESPACE).list().getItems().stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .filter(status -> status.getState() != null
                        && status.getState().getWaiting() != null
                        && List.of("ImagePullBackOff", "ErrImagePull", "ErrImageNeverPull")
                                .contains(status.getState().getWaiting().getReason()))
                .findFirst();
        if (unpullable.isPresent()) {
            throw new SandboxException(
                    "the cluster cannot pull " + unpullable.get().getImage()
                            + "; push the images that `./bailiwick images` writes to a registry it can reach, and name that with --registry");
        }
        if (elapsed.compareTo(LONGEST) > 0) {
            throw new SandboxException("the rehearsal is not over after " + LONGEST.toMinutes()
                    + " minutes; look with kubectl describe mdep,pods -n " + NAMESPACE);
        }
    }

    private static boolean ended(HasMetadata job) {
        return job instanceof Job live
                && live.getStatus() != null
                && live.getStatus().getConditions().stream()
                        .anyMatch(c ->
                                (c.getType().equals("Complete") || c.getType().equals("Failed"))
                                        && c.getStatus().equals("True"));
    }

    private static boolean settled(ModelDeployment deployment) {
        var status = deployment.getStatus();
        return status != null
                && Integer.valueOf(1).equals(status.readyReplicas())
                && Integer.valueOf(0).equals(status.drainingReplicas());
    }
}
