package dev.bailiwick.operator.apply;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.operator.observe.OperatorMetrics;
import dev.bailiwick.workload.status.EventNote;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Records events on ModelDeployments, one after another and beside the passes: none waits for an event to be written, and none is
 * stopped by one that cannot be. What is not recorded is logged, as every event is.
 */
public final class EventRecorder implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EventRecorder.class);
    private static final String CONTROLLER = "bailiwick.dev/operator";
    /** Limit of the API server for {@code note}, in bytes. */
    private static final int NOTE_LENGTH = 1024;
    /** As many as client-go's recorder keeps (k8s.io/client-go/tools/record/event.go); a fleet that changes at once makes hundreds. */
    private static final int MOST_WAITING = 1000;
    /** How long a stop waits for events. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final KubernetesClient client;
    private final TimedWrites writes;
    private final String instance;
    private final Duration lastWords;
    private final ThreadPoolExecutor queue = new ThreadPoolExecutor(
            0,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("events").daemon().factory());

    /** @param instance identity of this process, so that two operators' events can be told apart */
    public EventRecorder(KubernetesClient client, OperatorMetrics metrics, String instance) {
        this(client, metrics, instance, LAST_WORDS);
    }

    EventRecorder(KubernetesClient client, OperatorMetrics metrics, String instance, Duration lastWords) {
        this.client = client;
        this.writes = new TimedWrites(metrics);
        this.instance = instance;
        this.lastWords = lastWords;
    }

    public void record(ModelDeployment deployment, List<EventNote> notes, Instant now) {
        for (var note : notes) {
            LOG.infof(
                    "%s/%s %s: %s",
                    deployment.getMetadata().getNamespace(),
                    deployment.getMetadata().getName(),
                    note.reason(),
                    note.message());
            var event = event(deployment, note, now);
            try {
                queue.execute(() -> write(event));
            } catch (RejectedExecutionException e) {
                LOG.warnf(
                        "event %s is not recorded: %s",
                        note.reason(),
                        queue.isShutdown()
                                ? "the operator stops"
                                : queue.getQueue().size() + " wait for the API server already");
            }
        }
    }

    /** Writes what waits, for as long as a stop waits at most; what comes later is not recorded. */
    @Override
    public void close() {
        queue.shutdown();
        try {
            if (!queue.awaitTermination(lastWords.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf(
                        "%d events are not recorded: the API server took too long",
                        queue.shutdownNow().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Event event) {
        try {
            writes.run("Event", () -> client.resource(event).create());
        } catch (KubernetesClientException e) {
            if (!TerminatingNamespace.refused(e)) {
                LOG.warnf("event %s could not be recorded: %s", event.getReason(), e.getMessage());
            }
        }
    }

    private Event event(ModelDeployment deployment, EventNote note, Instant now) {
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
