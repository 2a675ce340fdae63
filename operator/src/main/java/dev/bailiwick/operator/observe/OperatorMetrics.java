package dev.bailiwick.operator.observe;

import static dev.bailiwick.operator.observe.OperatorMetric.counter;
import static dev.bailiwick.operator.observe.OperatorMetric.gauge;
import static dev.bailiwick.operator.observe.OperatorMetric.histogram;
import static dev.bailiwick.operator.observe.OperatorMetric.summary;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The meters of the process, and the door to those of each ModelDeployment. */
@Singleton
public final class OperatorMetrics {
    static final OperatorMetric BUILD = gauge(
            "bailiwick_build_info",
            "1",
            "1, with the operator's version.",
            "Two versions for long: a roll-out hangs.",
            "version");
    static final OperatorMetric LEADER = gauge(
            "bailiwick_leader",
            "1",
            "1 in the process that acts, 0 in those that wait.",
            "No 1 at all: BailiwickNoLeader. Two: one process lost its network and ends by itself within 2 s.");
    static final OperatorMetric DEPLOYMENTS = gauge(
            "bailiwick_deployments",
            "ModelDeployments",
            "ModelDeployments that this process ticks.",
            "Below what kubectl get mdep -A shows: they lie outside watch.namespaces, or reconciles fail.");
    static final OperatorMetric RECONCILES = histogram(
            "bailiwick_reconcile_duration_seconds",
            "Time of one pass over one ModelDeployment, by outcome: ok, stale (the cluster moved on four times in a row),"
                    + " failed.",
            "Slow: compare with bailiwick_api_write_duration_seconds; the API server is the usual cause. failed:"
                    + " BailiwickReconcileErrors.",
            "outcome");
    static final OperatorMetric WRITES = histogram(
            "bailiwick_api_write_duration_seconds",
            "Time of one write to the API server, by kind and outcome: ok, stale (what it was founded on had changed),"
                    + " refused (another 4xx), failed (5xx or no answer).",
            "Slow or failed: look at the API server. refused: rights or an admission webhook; the log has its message.",
            "kind",
            "outcome");
    static final OperatorMetric SCRAPE_TIME = histogram(
            "bailiwick_scrape_duration_seconds",
            "Time to fetch and read one engine's page, also one that fails.",
            "Near bailiwick.scrape.timeout: engines are too busy to answer, or the network drops packets.");
    static final OperatorMetric LATENCY = summary(
            "bailiwick_decision_latency_seconds",
            "Time from the receipt of a page to the accepted change of size that it caused; quantiles over 15 minutes.",
            "p99 above 1 s: see reconcile and API write times.");
    static final OperatorMetric STALE_PLANS = counter(
            "bailiwick_stale_plans_total",
            "passes",
            "Plans that the API server sent back because the cluster had moved on; they are made again at once.",
            "As many as reconciles: somebody else writes our objects all the time; DriftHealed events name them.");
    static final OperatorMetric JOURNAL = counter(
            "bailiwick_journal_lines_total",
            "lines",
            "Lines of the journal by outcome: written, or lost. Both stand still where no journal is configured.",
            "lost: the volume is full or gone (BailiwickJournalLosesLines).",
            "outcome");

    static final List<OperatorMetric> ALL =
            List.of(BUILD, LEADER, DEPLOYMENTS, RECONCILES, WRITES, SCRAPE_TIME, LATENCY, STALE_PLANS, JOURNAL);

    private final MeterRegistry registry;
    private final Meters process;
    private final Map<ResourceID, DeploymentMeters> deployments = new ConcurrentHashMap<>();
    private final AtomicInteger leader = new AtomicInteger();

    public OperatorMetrics(
            MeterRegistry registry, @ConfigProperty(name = "quarkus.application.version") String version) {
        this.registry = registry;
        this.process = new Meters(registry, Tags.empty(), List.of());
        process.show(BUILD, () -> 1, "version", version);
        process.show(LEADER, leader::get);
        process.show(DEPLOYMENTS, deployments::size);
        process.prepare(LATENCY);
        process.prepare(SCRAPE_TIME);
        List.of("ok", "stale", "failed").forEach(outcome -> process.prepare(RECONCILES, "outcome", outcome));
        process.add(STALE_PLANS, 0);
        process.add(JOURNAL, 0, "outcome", "written");
        process.add(JOURNAL, 0, "outcome", "lost");
    }

    /** Begins the meters of a ModelDeployment; {@link #forget} ends them. */
    public DeploymentMeters begin(ResourceID id) {
        var tags = Tags.of("namespace", id.getNamespace().orElse(""), "name", id.getName());
        var meters = new DeploymentMeters(new Meters(registry, tags, OperatorMetric.DEPLOYMENT));
        deployments.put(id, meters);
        return meters;
    }

    /** The meters of a ModelDeployment, unless it is gone. */
    public Optional<DeploymentMeters> of(ResourceID id) {
        return Optional.ofNullable(deployments.get(id));
    }

    /** Removes all series of a ModelDeployment that is gone. */
    public void forget(ResourceID id) {
        Optional.ofNullable(deployments.remove(id)).ifPresent(DeploymentMeters::close);
    }

    /** Says that this process acts. */
    public void leads() {
        leader.set(1);
    }

    /** Times a pass. */
    public <T> T reconcile(Supplier<T> pass, Function<RuntimeException, String> fault) {
        return time(RECONCILES, pass, fault);
    }

    /** Times a write to the API server, also one that fails, which it lets through. */
    public <T> T write(String kind, Supplier<T> write, Function<RuntimeException, String> fault) {
        return time(WRITES, write, fault, "kind", kind);
    }

    private <T> T time(
            OperatorMetric metric, Supplier<T> work, Function<RuntimeException, String> fault, String... labels) {
        var sample = process.begin();
        var outcome = "failed";
        try {
            var result = work.get();
            outcome = "ok";
            return result;
        } catch (RuntimeException e) {
            outcome = fault.apply(e);
            throw e;
        } finally {
            process.end(sample, metric, with(labels, outcome));
        }
    }

    private static String[] with(String[] labels, String outcome) {
        var all = Arrays.copyOf(labels, labels.length + 2);
        all[labels.length] = "outcome";
        all[labels.length + 1] = outcome;
        return all;
    }

    /** Says how long a scrape took. */
    public void scrapeTook(Duration time) {
        process.record(SCRAPE_TIME, time);
    }

    void latency(Duration time) {
        process.record(LATENCY, time);
    }

    /** Counts a pass that the API server sent back because the cluster had moved on. */
    public void stalePlan() {
        process.add(STALE_PLANS, 1);
    }

    /** Counts a line of the journal. */
    public void journaled(boolean written) {
        process.add(JOURNAL, 1, "outcome", written ? "written" : "lost");
    }
}
