package dev.bailiwick.operator.tick;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.journal.JournalWriter;
import dev.bailiwick.operator.OperatorConfig;
import dev.bailiwick.operator.observe.OperatorMetrics;
import io.fabric8.kubernetes.api.model.Quantity;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Writes every tick to the journal, where one is configured. A full disk costs the record, never a decision. */
@Singleton
public final class JournalSink {
    private static final Logger LOG = Logger.getLogger(JournalSink.class);

    private final Optional<JournalWriter> writer;
    private final OperatorMetrics metrics;

    JournalSink(
            OperatorConfig config,
            OperatorMetrics metrics,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.metrics = metrics;
        this.writer = config.journal().directory().map(directory -> open(directory, config, version));
    }

    private static JournalWriter open(String directory, OperatorConfig config, String version) {
        var total = Quantity.getAmountInBytes(Quantity.parse(config.journal().maxSize()))
                .longValue();
        try {
            return new JournalWriter(
                    Path.of(directory), Math.min(JournalWriter.DEFAULT_SEGMENT_BYTES, total / 4), total, version);
        } catch (IOException e) {
            throw new UncheckedIOException("bailiwick.journal.directory: " + directory + " cannot be written to", e);
        }
    }

    void write(
            ModelDeployment deployment,
            Observation observation,
            Policy policy,
            LearnedState before,
            Decision decision) {
        if (writer.isEmpty()) {
            return;
        }
        var name = deployment.getMetadata().getNamespace() + "/"
                + deployment.getMetadata().getName();
        try {
            writer.get().append(name, observation, policy, before, decision);
            metrics.journaled(true);
        } catch (IOException e) {
            metrics.journaled(false);
            LOG.warnf("a tick of %s is missing from the journal: %s", name, e.getMessage());
        }
    }

    @PreDestroy
    void close() throws IOException {
        if (writer.isPresent()) {
            writer.get().close();
        }
    }
}
