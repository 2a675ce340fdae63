package dev.bailiwick.operator.tick;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.metrics.EngineKind;
import dev.bailiwick.operator.observe.DeploymentMeters;
import dev.bailiwick.operator.observe.OperatorMetrics;
import dev.bailiwick.workload.Defaults;
import dev.bailiwick.workload.Revision;
import dev.bailiwick.workload.rollout.FleetReader;
import dev.bailiwick.workload.rollout.Replica;
import dev.bailiwick.workload.scaling.BucketEdges;
import dev.bailiwick.workload.scaling.ScalingOutlook;
import dev.bailiwick.workload.scaling.ScalingPolicies;
import dev.bailiwick.workload.scaling.Sizing;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ticks of one deployment: scrape, observe, decide, journal. Ticks follow one another; readers may be elsewhere. */
final class DeploymentTicks {
    private final Scraper scraper;
    private final ExecutorService threads;
    private final Autoscaler autoscaler = new Autoscaler();
    private final JournalSink journal;
    private final OperatorMetrics metrics;
    private final DeploymentMeters meters;
    private final InstantSource clock;
    private final Published published;
    private final Map<String, EngineWatch> engines = new ConcurrentHashMap<>();
    private LearnedState learned = LearnedState.empty();
    private @Nullable Revised revised;
    private volatile @Nullable Made last;

    /**
     * A decision and the policy that it was made under.
     *
     * @param pageOfSize when the first page was received of the tick that chose this size; absent for a size that was found
     */
    private record Made(Decision decision, Policy policy, Optional<Instant> pageOfSize) {}

    /** The revision of what was read at a resourceVersion: it takes a hash over most of it, and few ticks see another. */
    private record Revised(String resourceVersion, String revision) {}

    DeploymentTicks(
            Scraper scraper,
            ExecutorService threads,
            JournalSink journal,
            OperatorMetrics metrics,
            DeploymentMeters meters,
            InstantSource clock,
            Published published) {
        this.scraper = scraper;
        this.threads = threads;
        this.journal = journal;
        this.metrics = metrics;
        this.meters = meters;
        this.clock = clock;
        this.published = published;
    }

    Optional<ScalingOutlook> outlook() {
        return published.outlook();
    }

    /** The size that the last decision asks for, if it was made to be acted on. */
    Optional<Decided> decided(ModelDeployment deployment) {
        var made = last;
        return made == null || made.policy().mode() != Policy.Mode.AUTO || !ScalingPolicies.follows(deployment)
                ? Optional.empty()
                : Optional.of(new Decided(made.decision().desired(), made.pageOfSize()));
    }

    Map<String, Replica.Load> loads() {
        return engines.entrySet().stream()
                .filter(entry -> entry.getValue().load().isPresent())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().load().orElseThrow()));
    }

    /**
     * One tick.
     *
     * @return whether the reconciler should look: the size, the reason or the signals moved, or a drain can end
     */
    boolean tick(ModelDeployment deployment, List<Pod> pods) throws InterruptedException {
        var live = pods.stream().filter(FleetReader::live).toList();
        engines.keySet()
                .retainAll(live.stream().map(pod -> pod.getMetadata().getUid()).collect(Collectors.toSet()));
        var idleBefore = idleDrains(live);
        var scrapes = scrape(deployment, live);
        var now = clock.instant();
        var readings = live.stream().map(pod -> reading(pod, scrapes)).toList();
        var held = held(deployment);
        var observation = new Observation(now, revision(deployment), held, readings);
        var policy = ScalingPolicies.of(deployment, held);
        var decision = autoscaler.decide(observation, policy, learned, now);
        journal.write(deployment, observation, policy, learned, decision);
        learned = decision.next();
        last = new Made(decision, policy, pageOfSize(decision, readings));
        meters.ticked(pods, observation, policy, decision);
        var news = published.news(decision, BucketEdges.caveat(policy, observation));
        return news || idleDrains(live) > idleBefore;
    }

    private String revision(ModelDeployment deployment) {
        var read = deployment.getMetadata().getResourceVersion();
        var known = revised;
        if (known == null || !known.resourceVersion().equals(read)) {
            known = new Revised(read, Revision.of(deployment));
            revised = known;
        }
        return known.revision();
    }

    private int held(ModelDeployment deployment) {
        var made = last;
        if (made != null && made.policy().mode() == Policy.Mode.AUTO && ScalingPolicies.follows(deployment)) {
            return made.decision().desired();
        }
        var status = deployment.getStatus();
        if (status != null && status.scaling() != null && status.scaling().desired() != null) {
            return status.scaling().desired();
        }
        // Before the first status the pods may be half made; the size is the one that the reconciler starts with.
        return Sizing.of(deployment, OptionalInt.empty(), OptionalInt.empty()).size();
    }

    private Map<String, Scrape> scrape(ModelDeployment deployment, List<Pod> live) throws InterruptedException {
        var engine = ScalingPolicies.engine(deployment.getSpec().engine().type());
        var port = Defaults.port(deployment.getSpec());
        var asked = live.stream()
                .filter(pod -> FleetReader.ready(pod) || FleetReader.draining(pod))
                .toList();
        var calls = new ArrayList<Callable<Scrape>>();
        asked.forEach(pod -> calls.add(() -> scrape(pod, engine, port)));
        var results = new HashMap<String, Scrape>();
        var futures = threads.invokeAll(calls);
        for (var i = 0; i < asked.size(); i++) {
            try {
                results.put(asked.get(i).getMetadata().getUid(), futures.get(i).get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(
                        "scraping " + asked.get(i).getMetadata().getName(), e.getCause());
            }
        }
        return results;
    }

    private Scrape scrape(Pod pod, EngineKind engine, int port) throws InterruptedException {
        var watch = engines.computeIfAbsent(pod.getMetadata().getUid(), uid -> new EngineWatch(scraper.reader(engine)));
        var began = clock.instant();
        var scrape = scraper.scrape(pod, engine, port, watch.reader());
        metrics.scrapeTook(Duration.between(began, clock.instant()));
        watch.saw(scrape);
        meters.scraped(scrape);
        return scrape;
    }

    private static PodReading reading(Pod pod, Map<String, Scrape> scrapes) {
        var metadata = pod.getMetadata();
        var ready = FleetReader.ready(pod);
        return new PodReading(
                metadata.getUid(),
                metadata.getName(),
                FleetReader.draining(pod)
                        ? PodReading.State.DRAINING
                        : ready ? PodReading.State.READY : PodReading.State.PENDING,
                Instant.parse(metadata.getCreationTimestamp()),
                pod.getStatus() == null || pod.getStatus().getStartTime() == null
                        ? null
                        : Instant.parse(pod.getStatus().getStartTime()),
                ready ? readySince(pod) : null,
                scrapes.getOrDefault(
                        metadata.getUid(), new Scrape.Failed(Scrape.Kind.NOT_READY, "the pod is not ready")));
    }

    private static @Nullable Instant readySince(Pod pod) {
        return FleetReader.condition(pod, "Ready")
                .map(PodCondition::getLastTransitionTime)
                .map(Instant::parse)
                .orElse(null);
    }

    private Optional<Instant> pageOfSize(Decision decision, List<PodReading> readings) {
        var before = last;
        return decision.changesSize() ? firstPage(readings) : before == null ? Optional.empty() : before.pageOfSize();
    }

    private static Optional<Instant> firstPage(List<PodReading> readings) {
        return readings.stream()
                .map(PodReading::scrape)
                .filter(Scrape.Scraped.class::isInstance)
                .map(scrape -> ((Scrape.Scraped) scrape).receivedAt())
                .min(Instant::compareTo);
    }

    private long idleDrains(List<Pod> live) {
        return live.stream()
                .filter(FleetReader::draining)
                .map(pod -> engines.get(pod.getMetadata().getUid()))
                .filter(watch -> watch != null && watch.idle())
                .count();
    }
}
