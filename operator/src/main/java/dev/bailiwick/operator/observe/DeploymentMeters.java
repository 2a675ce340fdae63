package dev.bailiwick.operator.observe;

import dev.bailiwick.api.v1alpha1.ModelDeploymentStatus;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.workload.rollout.PodAction;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** All meters of one ModelDeployment; they go with it. */
public final class DeploymentMeters {
    private final Meters meters;
    private final LastTick last = new LastTick();
    private final DecisionMeters decisions;
    private final AttainmentMeters attainment;
    private final GpuMeters gpus;
    private final LifeMeters life;
    private final AtomicReference<@Nullable Instant> timed = new AtomicReference<>();

    DeploymentMeters(Meters meters) {
        this.meters = meters;
        SizeMeters.show(meters, last);
        DemandMeters.show(meters, last);
        this.decisions = new DecisionMeters(meters, last);
        this.attainment = new AttainmentMeters(meters, last);
        this.gpus = new GpuMeters(meters);
        this.life = new LifeMeters(meters);
    }

    /**
     * Takes in a tick. Ticks of one deployment follow one another.
     *
     * @param pods all its pods, those that are being deleted included
     */
    public void ticked(List<Pod> pods, Observation observation, Policy policy, Decision decision) {
        last.is(new LastTick.Tick(observation, policy, decision));
        decisions.decided(decision);
        attainment.saw(observation, policy);
        gpus.saw(pods, observation.at());
    }

    /** Counts a tick that ended in an exception. */
    public void tickFailed() {
        decisions.failed();
    }

    /** Counts a scrape by its outcome. */
    public void scraped(Scrape scrape) {
        life.scraped(scrape);
    }

    /** Counts a removed replica and the requests that it cut. */
    public void removed(PodAction.Outcome outcome, long cut) {
        life.removed(outcome, cut);
    }

    /**
     * Takes in the status of a pass.
     *
     * @param written whether it was sent, since it said something new
     */
    public void reported(ModelDeploymentStatus status, boolean written) {
        life.reported(status, written);
    }

    /** Whether a pass is the first that acts on this page. */
    boolean acts(Instant page) {
        return !page.equals(timed.getAndSet(page));
    }

    void close() {
        meters.close();
    }
}
