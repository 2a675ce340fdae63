package dev.bailiwick.autoscaler.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.metrics.EngineSample;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the lines of one segment. */
final class LineEncoder {

    private final JsonGenerator json;
    private final Map<String, Deployment> deployments = new HashMap<>();
    private int pods;

    /** What the segment already says of a deployment. */
    private static final class Deployment {
        final int number;

        @Nullable
        LearnedState handedOn;

        @Nullable
        Policy policy;

        String message = "";
        final Map<String, Pod> pods = new HashMap<>();

        Deployment(int number) {
            this.number = number;
        }
    }

    /** What the segment already says of a pod. */
    private static final class Pod {
        final int number;
        final PodReading reading;
        final Columns.@Nullable Shape shape;

        @Nullable
        Double[] row;

        Pod(int number, PodReading reading, Columns.@Nullable Shape shape) {
            this.number = number;
            this.reading = reading;
            this.shape = shape;
            this.row = new Double[shape == null ? 0 : shape.width()];
        }

        boolean describes(PodReading other, Columns.@Nullable Shape otherShape) {
            return reading.state() == other.state()
                    && reading.name().equals(other.name())
                    && reading.orderedAt().equals(other.orderedAt())
                    && Objects.equals(reading.startedAt(), other.startedAt())
                    && Objects.equals(reading.readySince(), other.readySince())
                    && (otherShape == null || otherShape.equals(shape));
        }
    }

    LineEncoder(OutputStream out, String codeVersion) throws IOException {
        json = Schema.JSON
                .getFactory()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
                .setRootValueSeparator(null);
        Schema.JSON.writeTree(json, Schema.header(codeVersion));
        json.writeRaw('\n');
        json.flush();
    }

    void append(String name, Observation observation, Policy policy, LearnedState before, Decision decision)
            throws IOException {
        Deployment deployment = deployments.computeIfAbsent(name, key -> new Deployment(deployments.size()));
        if (!continues(deployment, before)) {
            state(deployment, name, before);
        }
        if (!policy.equals(deployment.policy)) {
            policy(deployment, policy);
        }
        List<Pod> known = new ArrayList<>();
        for (PodReading reading : observation.pods()) {
            known.add(pod(deployment, reading));
        }
        tick(deployment, observation, known, decision);
        deployment.handedOn = decision.next();
        json.flush();
    }

    /** Whether a decision began with what the one before handed on; the same instance, as a rule. */
    @SuppressWarnings("ReferenceEquality") // equal states are told apart without walking them, tick after tick
    private static boolean continues(Deployment deployment, LearnedState before) {
        return before == deployment.handedOn || before.equals(deployment.handedOn);
    }

    private void state(Deployment deployment, String name, LearnedState before) throws IOException {
        begin(Schema.STATE, deployment.number);
        json.writeString(name);
        json.writePOJO(before);
        end();
        deployment.message = "";
    }

    private void policy(Deployment deployment, Policy policy) throws IOException {
        begin(Schema.POLICY, deployment.number);
        json.writeString(policy.mode().name());
        json.writeNumber(policy.minReplicas());
        json.writeNumber(policy.maxReplicas());
        number(policy.queuedRequestsPerReplica());
        number(policy.tokensPerSecondPerReplica());
        Policy.Objectives objectives = policy.objectives();
        if (objectives == null) {
            json.writeNull();
        } else {
            json.writeStartArray();
            duration(objectives.timeToFirstToken());
            duration(objectives.timePerOutputToken());
            json.writeNumber(objectives.attainmentPercent());
            json.writeEndArray();
        }
        duration(policy.scaleDownDelay());
        number(policy.maxNumSeqs());
        end();
        deployment.policy = policy;
    }

    private Pod pod(Deployment deployment, PodReading reading) throws IOException {
        Columns.Shape shape =
                reading.scrape() instanceof Scrape.Scraped scraped ? Columns.Shape.of(scraped.sample()) : null;
        Pod known = deployment.pods.get(reading.uid());
        if (known != null && known.describes(reading, shape)) {
            return known;
        }
        Pod pod = new Pod(pods++, reading, shape);
        deployment.pods.put(reading.uid(), pod);
        begin(Schema.POD, pod.number);
        json.writeString(reading.uid());
        json.writeString(reading.name());
        json.writeString(reading.state().name());
        time(reading.orderedAt());
        time(reading.startedAt());
        time(reading.readySince());
        if (shape == null) {
            json.writeNull();
            json.writeNull();
            json.writeNull();
            json.writeNull();
        } else {
            json.writePOJO(shape.waitingKeys());
            json.writePOJO(shape.finishedKeys());
            json.writePOJO(shape.edges());
            json.writePOJO(shape.cacheConfiguration().values());
        }
        end();
        return pod;
    }

    private void tick(Deployment deployment, Observation observation, List<Pod> known, Decision decision)
            throws IOException {
        long at = observation.at().toEpochMilli();
        begin(Schema.TICK, deployment.number);
        json.writeNumber(at);
        json.writeString(observation.revision());
        json.writeNumber(observation.heldSize());
        json.writeStartArray();
        for (int i = 0; i < known.size(); i++) {
            row(known.get(i), observation.pods().get(i).scrape(), at);
        }
        json.writeEndArray();
        boolean said = decision.message().equals(deployment.message);
        DecisionEncoder.write(json, decision, at, said ? null : decision.message());
        deployment.message = decision.message();
        end();
    }

    private void row(Pod pod, Scrape scrape, long at) throws IOException {
        json.writeStartArray();
        json.writeNumber(pod.number);
        switch (scrape) {
            case Scrape.Failed failed -> {
                json.writeString(failed.kind().name());
                json.writeString(failed.message());
            }
            case Scrape.Scraped scraped -> {
                json.writeNumber(scraped.receivedAt().toEpochMilli() - at);
                columns(pod, scraped.sample());
            }
        }
        json.writeEndArray();
    }

    private void columns(Pod pod, EngineSample sample) throws IOException {
        @Nullable Double[] row = Columns.row(sample);
        for (int i = 0; i < row.length; i++) {
            Deltas.write(json, row[i], pod.row[i]);
        }
        pod.row = row;
    }

    private void begin(String kind, int number) throws IOException {
        json.writeStartArray();
        json.writeString(kind);
        json.writeNumber(number);
    }

    private void end() throws IOException {
        json.writeEndArray();
        json.writeRaw('\n');
    }

    private void number(@Nullable Integer value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else {
            json.writeNumber(value);
        }
    }

    private void duration(@Nullable Duration value) throws IOException {
        json.writeString(value == null ? null : value.toString());
    }

    private void time(@Nullable Instant value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else {
            json.writeNumber(value.toEpochMilli());
        }
    }
}
