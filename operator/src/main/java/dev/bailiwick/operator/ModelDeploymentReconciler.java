package dev.bailiwick.operator;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.operator.apply.Applier;
import dev.bailiwick.operator.apply.EventRecorder;
import dev.bailiwick.operator.apply.StalePlanException;
import dev.bailiwick.operator.apply.StatusWriter;
import dev.bailiwick.operator.apply.TerminatingNamespace;
import dev.bailiwick.operator.gather.ClusterInventory;
import dev.bailiwick.operator.gather.Gathered;
import dev.bailiwick.operator.gather.Gatherer;
import dev.bailiwick.operator.gather.OwnedCaches;
import dev.bailiwick.operator.observe.ChangeLatency;
import dev.bailiwick.operator.observe.OperatorMetrics;
import dev.bailiwick.operator.tick.Decided;
import dev.bailiwick.operator.tick.Ticker;
import dev.bailiwick.operator.watch.Watchdog;
import dev.bailiwick.workload.Pass;
import dev.bailiwick.workload.PassPlanner;
import dev.bailiwick.workload.Settings;
import dev.bailiwick.workload.render.ObjectRenderer;
import dev.bailiwick.workload.report.StatusReducer;
import dev.bailiwick.workload.report.Transitions;
import dev.bailiwick.workload.status.EventNote;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One pass over one ModelDeployment: gather, plan, apply, report. Read it from top to bottom to know the operator. */
@ControllerConfiguration(
        name = "modeldeployment",
        informer = @Informer(onUpdateFilter = WrittenByUsers.class),
        generationAwareEventProcessing = false,
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 3, timeUnit = TimeUnit.MINUTES))
public final class ModelDeploymentReconciler implements Reconciler<ModelDeployment> {
    /** A plan that the API server refused as stale is made again from a fresh reading, this often at most. */
    private static final int ATTEMPTS = 4;

    private final KubernetesClient client;
    private final InstantSource clock;
    private final Ticker ticker;
    private final OperatorMetrics metrics;
    private final ClusterInventory inventory;
    private final PassPlanner planner;
    private final ObjectRenderer renderer;
    private final StatusReducer reducer;
    private final StatusWriter statusWriter;
    private final ChangeLatency latency;
    private final EventRecorder events;
    private final Watchdog watchdog;
    /** Empty: all namespaces. */
    private final List<Optional<String>> watchedNamespaces;

    private final SimpleInboundEventSource<ModelDeployment> wake = new SimpleInboundEventSource<>("ticks");

    /** The parts that need the caches, which exist once the framework has made them. */
    private record Wired(OwnedCaches caches, Gatherer gatherer, Applier applier) {}

    private volatile @org.jspecify.annotations.Nullable Wired wired;

    ModelDeploymentReconciler(
            KubernetesClient client,
            InstantSource clock,
            Settings settings,
            Ticker ticker,
            OperatorMetrics metrics,
            ClusterInventory inventory,
            EventRecorder events,
            OperatorConfig config,
            Watchdog watchdog) {
        this.watchdog = watchdog;
        this.watchedNamespaces = config.watch().namespaces().stream()
                .flatMap(names -> Stream.of(names.split(",", -1)))
                .map(name -> Optional.of(name.strip()))
                .toList();
        this.client = client;
        this.clock = clock;
        this.ticker = ticker;
        this.metrics = metrics;
        this.inventory = inventory;
        this.planner = new PassPlanner(settings);
        this.renderer = new ObjectRenderer(settings);
        this.reducer = new StatusReducer(settings);
        this.statusWriter = new StatusWriter(client, metrics);
        this.latency = new ChangeLatency(metrics);
        this.events = events;
    }

    @Override
    public List<EventSource<?, ModelDeployment>> prepareEventSources(EventSourceContext<ModelDeployment> context) {
        var caches = new OwnedCaches(context);
        wired = new Wired(
                caches, new Gatherer(client, caches, inventory), new Applier(client, caches, renderer, metrics));
        watchdog.guard(caches.watched(watchedNamespaces.isEmpty() ? List.of(Optional.empty()) : watchedNamespaces));
        watchdog.guard(List.of(inventory.watched()));
        var sources = new ArrayList<>(caches.eventSources());
        sources.add(wake);
        return sources;
    }

    @Override
    public UpdateControl<ModelDeployment> reconcile(ModelDeployment deployment, Context<ModelDeployment> context) {
        return metrics.reconcile(
                () -> passes(deployment, context), e -> e instanceof StalePlanException ? "stale" : "failed");
    }

    private UpdateControl<ModelDeployment> passes(ModelDeployment deployment, Context<ModelDeployment> context) {
        var parts = java.util.Objects.requireNonNull(wired);
        var id = ResourceID.fromResource(deployment);
        ticker.watch(id, parts.caches(), wake);
        var notes = new ArrayList<EventNote>();
        var gathered = Optional.of(parts.gatherer().cached(deployment, ticker.loads(id)));
        for (var attempt = 1; gathered.isPresent(); attempt++) {
            try {
                return pass(id, gathered.get(), parts.applier(), context, notes);
            } catch (StalePlanException e) {
                metrics.stalePlan();
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                gathered = parts.gatherer().fresh(deployment, ticker.loads(id));
            } catch (KubernetesClientException e) {
                if (!TerminatingNamespace.refused(e)) {
                    throw e;
                }
                return UpdateControl.noUpdate();
            }
        }
        return UpdateControl.noUpdate();
    }

    private UpdateControl<ModelDeployment> pass(
            ResourceID id,
            Gathered gathered,
            Applier applier,
            Context<ModelDeployment> context,
            List<EventNote> notes) {
        var deployment = gathered.observed().deployment();
        if (deployment.getMetadata().getDeletionTimestamp() != null) {
            return UpdateControl.noUpdate();
        }
        var decided = ticker.decided(id, deployment);
        var size = decided.map(found -> OptionalInt.of(found.size())).orElseGet(OptionalInt::empty);
        var pass = planner.plan(gathered.observed(), size, ticker.outlook(id), clock.instant());
        applier.apply(pass, gathered, notes);
        latency.applied(pass, decided.flatMap(Decided::page), clock.instant());
        var status = reducer.reduce(pass);
        var written = statusWriter.write(deployment, status);
        // The next pass must not be refused for having read what was before this write. But copies that lag behind
        // only the watch may mend: what they lack shows that it is silent (docs/adr/0030).
        written.filter(after -> !gathered.fresh())
                .ifPresent(after -> context.eventSourceRetriever()
                        .getControllerEventSource()
                        .handleRecentResourceUpdate(id, after, deployment));
        metrics.of(id).ifPresent(meters -> meters.reported(status, written.isPresent()));
        notes.addAll(Transitions.between(deployment.getStatus(), status));
        events.record(deployment, notes, pass.now());
        return UpdateControl.<ModelDeployment>noUpdate().rescheduleAfter(wakeAfter(pass));
    }

    /** Nodes and strangers wake nobody, so that what waits for them looks again by itself. */
    private static Duration wakeAfter(Pass pass) {
        var waits = pass.finding().isPresent()
                || pass.replicas().size() < pass.sizing().size()
                || pass.serving() < pass.sizing().size();
        var own = pass.fleet().flatMap(fleet -> fleet.wakeAfter());
        var limit = waits ? Duration.ofSeconds(10) : Duration.ofMinutes(3);
        return own.filter(wake -> wake.compareTo(limit) < 0)
                .map(wake -> wake.isNegative() || wake.isZero() ? Duration.ofMillis(100) : wake)
                .orElse(limit);
    }
}
