package dev.bailiwick.operator.tick;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.operator.OperatorConfig;
import dev.bailiwick.operator.gather.OwnedCaches;
import dev.bailiwick.operator.observe.DeploymentMeters;
import dev.bailiwick.operator.observe.OperatorMetrics;
import dev.bailiwick.workload.rollout.Replica;
import dev.bailiwick.workload.scaling.ScalingOutlook;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Ticks every deployment at the scrape interval, each in a thread of its own so that a slow engine delays nobody else,
 * and wakes the reconciler when there is news. The reconciler never decides; it reads what was decided here.
 */
@Singleton
public final class Ticker {
    private static final Logger LOG = Logger.getLogger(Ticker.class);

    private final Duration interval;
    private final Duration signalsInterval;
    private final SignalBudget budget;
    private final Scraper scraper;
    private final JournalSink journal;
    private final OperatorMetrics metrics;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<ResourceID, DeploymentTicks> ticking = new ConcurrentHashMap<>();

    Ticker(
            OperatorConfig config,
            SignalBudget budget,
            Scraper scraper,
            JournalSink journal,
            OperatorMetrics metrics,
            InstantSource clock) {
        this.interval = config.scrape().interval();
        this.signalsInterval = config.signals().interval();
        this.budget = budget;
        this.scraper = scraper;
        this.journal = journal;
        this.metrics = metrics;
        this.clock = clock;
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    /** Ticks the deployment from now on, until it is gone from the caches. */
    public void watch(ResourceID id, OwnedCaches caches, SimpleInboundEventSource<ModelDeployment> wake) {
        ticking.computeIfAbsent(id, key -> {
            var ticks = new DeploymentTicks(
                    scraper,
                    threads,
                    journal,
                    metrics,
                    metrics.begin(key),
                    clock,
                    new Published(signalsInterval, budget));
            threads.execute(() -> run(key, ticks, caches, wake));
            return ticks;
        });
    }

    public Optional<ScalingOutlook> outlook(ResourceID id) {
        return Optional.ofNullable(ticking.get(id)).flatMap(DeploymentTicks::outlook);
    }

    public Optional<Decided> decided(ResourceID id, ModelDeployment deployment) {
        return Optional.ofNullable(ticking.get(id)).flatMap(ticks -> ticks.decided(deployment));
    }

    public Map<String, Replica.Load> loads(ResourceID id) {
        var ticks = ticking.get(id);
        return ticks == null ? Map.of() : ticks.loads();
    }

    private void run(
            ResourceID id, DeploymentTicks ticks, OwnedCaches caches, SimpleInboundEventSource<ModelDeployment> wake) {
        try {
            // Deployments made together do not tick together.
            Thread.sleep(Math.floorMod(id.hashCode(), interval.toMillis()));
            while (true) {
                var deployment = caches.deployment(id);
                if (deployment.isEmpty()) {
                    ticking.compute(id, (gone, ended) -> {
                        metrics.forget(gone);
                        return null;
                    });
                    return;
                }
                var began = clock.millis();
                if (tick(id, ticks, deployment.get(), caches)) {
                    wake.propagateEvent(id);
                }
                Thread.sleep(Math.max(1, interval.toMillis() - (clock.millis() - began)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A tick that fails is a bug or an outage of ours; the next one may do better, and sizes hold meanwhile. */
    private boolean tick(ResourceID id, DeploymentTicks ticks, ModelDeployment deployment, OwnedCaches caches)
            throws InterruptedException {
        try {
            return ticks.tick(deployment, caches.of(deployment, Pod.class));
        } catch (RuntimeException e) {
            LOG.errorf(e, "tick of %s failed; its size holds", id);
            metrics.of(id).ifPresent(DeploymentMeters::tickFailed);
            return false;
        }
    }
}
