package dev.bailiwick.e2e.harness;

import dev.bailiwick.workload.Keys;
import dev.bailiwick.workload.rollout.FleetReader;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Sees every state of a deployment's pods that the API server tells of, and keeps the fewest that served
 * and the most of a new revision that started at one time. */
public final class ServingWatch implements AutoCloseable, Watcher<Pod> {

    private final Map<String, Pod> pods = new HashMap<>();
    private final Set<String> oldRevisions = new HashSet<>();
    private final Watch watch;
    private int fewest;
    private int mostStarting;

    private ServingWatch(LiveDeployment deployment) {
        deployment.pods().forEach(pod -> {
            pods.put(pod.getMetadata().getUid(), pod);
            oldRevisions.add(revision(pod));
        });
        fewest = serving();
        watch = deployment.watchPods(this);
    }

    /** Watches from now on. */
    public static ServingWatch of(LiveDeployment deployment) {
        return new ServingWatch(deployment);
    }

    @Override
    public synchronized void eventReceived(Action action, Pod pod) {
        if (action == Action.DELETED || !FleetReader.live(pod)) {
            pods.remove(pod.getMetadata().getUid());
        } else {
            pods.put(pod.getMetadata().getUid(), pod);
        }
        fewest = Math.min(fewest, serving());
        mostStarting = Math.max(mostStarting, starting());
    }

    @Override
    public void onClose(WatcherException cause) {
        throw new AssertionError("the watch of pods broke off", cause);
    }

    private int serving() {
        return (int) pods.values().stream()
                .filter(pod -> FleetReader.ready(pod) && !FleetReader.draining(pod))
                .count();
    }

    private int starting() {
        return (int) pods.values().stream()
                .filter(pod -> !FleetReader.ready(pod) && !FleetReader.draining(pod))
                .filter(pod -> !oldRevisions.contains(revision(pod)))
                .count();
    }

    private static String revision(Pod pod) {
        return String.valueOf(pod.getMetadata().getLabels().get(Keys.REVISION));
    }

    public synchronized int fewest() {
        return fewest;
    }

    public synchronized int mostStarting() {
        return mostStarting;
    }

    @Override
    public void close() {
        watch.close();
    }
}
