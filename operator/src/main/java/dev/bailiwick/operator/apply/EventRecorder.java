package dev.bailiwick.operator.apply;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.operator.observe.OperatorMetrics;
import dev.bailiwick.workload.status.EventNote;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jboss.logging.Logger;

/** Records events on ModelDeployments. An event that cannot be recorded is logged; it never stops a pass. */
public final class EventRecorder {
    private static final Logger LOG = Logger.getLogger(EventRecorder.class);
    private static final String CONTROLLER = "bailiwick.dev/operator";
    /** Limit of the API server for {@code note}, in bytes. */
    private static final int NOTE_LENGTH = 1024;

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final KubernetesClient client;
    private final TimedWrites writes;
    private final String instance;

    /** @param instance identity of this process, so that two operators' events can be told apart */
    public EventRecorder(KubernetesClient client, OperatorMetrics metrics, String instance) {
        this.client = client;
        this.writes = new TimedWrites(metrics);
        this.instance = instance;
    }

    public void record(ModelDeployment deployment, List<EventNote> notes, Instant now) {
        for (var note : notes) {
            LOG.infof(
                    "%s/%s %s: %s",
                    deployment.getMetadata().getNamespace(),
                    deployment.getMetadata().getName(),
                    note.reason(),
                    note.message());
            try {
                writes.run(
                        "Event",
                        () -> client.resource(event(deployment, note, now)).create());
            } catch (KubernetesClientException e) {
                if (!TerminatingNamespace.refused(e)) {
                    LOG.warnf("event %s could not be recorded: %s", note.reason(), e.getMessage());
                }
            }
        }
    }

    private io.fabric8.kubernetes.api.model.events.v1.Event event(
            ModelDeployment deployment, EventNote note, Instant now) {
        var metadata = deployment.getMetadata();
        return new EventBuilder()
                .withNewMetadata()
                .withGenerateName(metadata.getName() + "-")
                .withNamespace(metadata.getNamespace())
                .endMetadata()
                .withEventTime(new MicroTime(MICROS.format(now)))
                .withRegarding(new ObjectReferenceBuilder()
                        .withApiVersion(deployment.getApiVersion())
                        .withKind(deployment.getKind())
                        .withName(metadata.getName())
                        .withNamespace(metadata.getNamespace())
                        .withUid(metadata.getUid())
                        .build())
                .withType(note.warning() ? "Warning" : "Normal")
                .withReason(note.reason())
                .withAction(note.reason())
                .withNote(
                        note.message().length() > NOTE_LENGTH
                                ? note.message().substring(0, NOTE_LENGTH - 3) + "..."
                                : note.message())
                .withReportingController(CONTROLLER)
                .withReportingInstance(instance)
                .build();
    }
}
