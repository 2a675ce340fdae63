package dev.bailiwick.operator.watch;

import dev.bailiwick.operator.OperatorConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Notices a watch that is open and silent although objects change, which the framework's health cannot see;
 * {@link WatchesHealth} then fails liveness: a restart lists and watches anew. An API server that does not answer is no silent watch.
 */
@Singleton
public final class Watchdog {
    private static final Logger LOG = Logger.getLogger(Watchdog.class);

    private final KubernetesClient client;
    private final InstantSource clock;
    private final Duration patience;
    private final Map<String, String> stalled = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();

    Watchdog(KubernetesClient client, InstantSource clock, OperatorConfig config) {
        this.client = client;
        this.clock = clock;
        this.patience = config.watchdog().patience();
    }

    /** Guards the watches of these resources from now on. */
    public synchronized void guard(List<Watched> resources) {
        for (var resource : resources) {
            threads.add(Thread.ofVirtual().name("watchdog " + resource.path()).start(() -> run(resource)));
        }
    }

    @PreDestroy
    synchronized void stop() {
        threads.forEach(Thread::interrupt);
    }

    /** What each silent watch does not show, by its path; empty while all is well. */
    SortedMap<String, String> stalled() {
        return new TreeMap<>(stalled);
    }

    private void run(Watched resource) {
        var probe = new Probe(client, resource);
        var lag = new Lag();
        try {
            while (true) {
                round(resource, probe, lag);
                Thread.sleep(patience.dividedBy(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round(Watched resource, Probe probe, Lag lag) {
        List<Change> changes;
        try {
            changes = probe.changes();
        } catch (IOException | KubernetesClientException e) {
            LOG.debugf("the watch of %s could not be checked: %s", resource.path(), e.getMessage());
            return;
        }
        var now = clock.instant();
        lag.update(changes, resource.copies(), now);
        var awaited = lag.longerThan(patience, now);
        if (awaited.isEmpty()) {
            stalled.remove(resource.path());
            return;
        }
        var what = "does not show %s for more than %d s"
                .formatted(
                        awaited.get()
                                        .getNamespace()
                                        .map(namespace -> namespace + "/")
                                        .orElse("")
                                + awaited.get().getName(),
                        patience.toSeconds());
        if (stalled.put(resource.path(), what) == null) {
            LOG.errorf(
                    "the watch of %s is open and silent: it %s; this operator is no longer live",
                    resource.path(), what);
        }
    }
}
