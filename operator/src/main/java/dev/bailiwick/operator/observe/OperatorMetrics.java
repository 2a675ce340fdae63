package dev.bailiwick.operator.observe;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.workload.Keys;
import dev.bailiwick.workload.Pass;
import dev.bailiwick.workload.rollout.PodAction;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** The operator's own meters, all named {@code bailiwick_*} and described on the page itself. */
@Singleton
public final class OperatorMetrics {
    /** Sizes change seldom: the percentiles are over more than the two minutes that Micrometer keeps by default. */
    private static final Duration REMEMBERED = Duration.ofMinutes(15);

    private final MeterRegistry registry;
    private final Map<ResourceID, Latest> latest = new ConcurrentHashMap<>();
    private final Map<ResourceID, Instant> timedPages = new ConcurrentHashMap<>();
    private final Timer decisionToPatch;

    /** What the last tick of one deployment showed. */
    private record Latest(Observation observation, Decision decision) {}

    OperatorMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.decisionToPatch = Timer.builder("bailiwick.decision.latency")
                .description("Time from the receipt of a page to the accepted change of size that it caused")
                .publishPercentiles(0.5, 0.99)
                .percentilePrecision(2)
                .distributionStatisticExpiry(REMEMBERED)
                .register(registry);
    }

    /** Takes in a tick. */
    public void ticked(ModelDeployment deployment, Observation observation, Decision decision) {
        var id = ResourceID.fromResource(deployment);
        if (latest.put(id, new Latest(observation, decision)) == null) {
            gauges(id);
        }
        var tags = of(id);
        registry.counter("bailiwick.ticks", tags).increment();
        if (decision.changesSize()) {
            registry.counter(
                            "bailiwick.decisions",
                            tags.and("reason", decision.reason().name()))
                    .increment();
        }
    }

    private void gauges(ResourceID id) {
        gauge(
                id,
                "bailiwick.replicas.desired",
                "Replicas that the last decision holds",
                l -> l.decision().desired());
        gauge(
                id,
                "bailiwick.replicas.recommended",
                "Replicas that the rule asks for",
                l -> l.decision().recommended());
        gauge(
                id,
                "bailiwick.replicas.ready",
                "Replicas that serve",
                l -> l.observation().ready());
        gauge(
                id,
                "bailiwick.replicas.draining",
                "Replicas that finish their requests",
                l -> l.observation().draining());
        gauge(
                id,
                "bailiwick.requests.running",
                "Requests in the engines' batches",
                l -> l.decision().signals().running().orElse(Double.NaN));
        gauge(
                id,
                "bailiwick.requests.waiting",
                "Requests in the engines' queues",
                l -> l.decision().signals().waiting().orElse(Double.NaN));
        gauge(
                id,
                "bailiwick.tokens.per.second",
                "Tokens served per second",
                l -> l.decision().signals().tokensPerSecond().orElse(Double.NaN));
    }

    private void gauge(ResourceID id, String name, String description, ToDoubleFunction<Latest> value) {
        Gauge.builder(
                        name,
                        latest,
                        all -> Optional.ofNullable(all.get(id))
                                .map(value::applyAsDouble)
                                .orElse(Double.NaN))
                .description(description)
                .tags(of(id))
                .register(registry);
    }

    /** Counts a scrape by its outcome. */
    public void scraped(Scrape scrape) {
        var outcome = scrape instanceof Scrape.Failed(var kind, var message) ? kind.name() : "OK";
        registry.counter("bailiwick.scrapes", Tags.of("outcome", outcome.toLowerCase(Locale.ROOT)))
                .increment();
    }

    /**
     * Measures, once per change of size, how long it took from its page to the API server's consent to the first write that
     * acts on it: other replicas asked of a ReplicaSet, or a replica taken out of the Service or back into it.
     *
     * @param pass a pass that was applied in full
     * @param page when the page was received that the size was decided on
     */
    public void applied(Pass pass, Optional<Instant> page, Instant now) {
        var id = ResourceID.fromResource(pass.observed().deployment());
        page.filter(received -> !received.equals(timedPages.put(id, received)) && resizes(pass))
                .ifPresent(received -> decisionToPatch.record(Duration.between(received, now)));
    }

    private static boolean resizes(Pass pass) {
        return pass.fleet()
                .filter(fleet -> fleet.actions().stream()
                                .anyMatch(action ->
                                        action instanceof PodAction.Drain || action instanceof PodAction.TakeBack)
                        || pass.observed().replicaSets().stream()
                                .anyMatch(set -> set.getSpec().getReplicas()
                                        != fleet.of(
                                                set.getMetadata().getLabels().getOrDefault(Keys.REVISION, ""))))
                .isPresent();
    }

    /** Counts a removed replica and the requests that it cut. */
    public void removed(Pod pod, PodAction.Outcome outcome, long cut) {
        var tags = of(new ResourceID(
                pod.getMetadata().getLabels().get(Keys.NAME), pod.getMetadata().getNamespace()));
        registry.counter("bailiwick.drains", tags.and("outcome", outcome.name().toLowerCase(Locale.ROOT)))
                .increment();
        registry.counter("bailiwick.drain.cut.requests", tags).increment((double) cut);
    }

    /** Counts a write of status that was sent. */
    public void statusWritten(ResourceID id) {
        registry.counter("bailiwick.status.writes", of(id)).increment();
    }

    /** Counts a pass that the API server sent back because the cluster had moved on. */
    public void stalePlan() {
        registry.counter("bailiwick.stale.plans").increment();
    }

    /** Counts a tick that could not be journaled. */
    public void journalFailed() {
        registry.counter("bailiwick.journal.failures").increment();
    }

    /** Drops the meters of a deployment that is gone. */
    public void forget(ResourceID id) {
        latest.remove(id);
        timedPages.remove(id);
        var namespace = id.getNamespace().orElse("");
        registry.getMeters().stream()
                .map(Meter::getId)
                .filter(meter ->
                        id.getName().equals(meter.getTag("name")) && namespace.equals(meter.getTag("namespace")))
                .forEach(registry::remove);
    }

    private static Tags of(ResourceID id) {
        return Tags.of("namespace", id.getNamespace().orElse(""), "name", id.getName());
    }
}
