package dev.bailiwick.operator;

import dev.bailiwick.operator.apply.EventRecorder;
import dev.bailiwick.operator.observe.OperatorMetrics;
import dev.bailiwick.workload.Settings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Makes what the container cannot construct by itself. */
final class Beans {
    private static final Logger LOG = Logger.getLogger(Beans.class);

    private Beans() {}

    @Produces
    @Singleton
    static InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    static Settings settings(OperatorConfig config) {
        return new Settings(
                config.startupBudget(),
                config.progressDeadline(),
                config.preStopSleep(),
                config.drainGrace(),
                config.signals().interval(),
                config.namespace());
    }

    /** One registry for our meters and the framework's, so that one page has all of them. */
    @Produces
    @Singleton
    @SuppressWarnings("deprecation") // Micrometer deprecates simpleclient; docs/adr/0003 says why we stay
    static PrometheusMeterRegistry registry() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    /** The extension's own bean records nothing in this version. */
    @Produces
    @Singleton
    static Metrics frameworkMetrics(MeterRegistry registry) {
        return MicrometerMetricsV2.newBuilder(registry).build();
    }

    @Produces
    @Singleton
    static EventRecorder events(KubernetesClient client, OperatorMetrics metrics, OperatorConfig config) {
        return new EventRecorder(client, metrics, identity(config));
    }

    /** A leader that has lost its lease must not write once more: the process ends at once. */
    @Produces
    @Singleton
    static LeaderElectionConfiguration election(OperatorConfig config, OperatorMetrics metrics, Stopping stopping) {
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(
                        config.lease().name())
                .withLeaseNamespace(config.namespace())
                .withIdentity(identity(config))
                .withLeaderCallbacks(new LeaderCallbacks(
                        () -> {
                            LOG.info("this operator leads");
                            metrics.leads();
                        },
                        () -> lost(stopping),
                        leader -> LOG.infof("%s leads", leader)))
                .build();
    }

    private static void lost(Stopping stopping) {
        if (!stopping.inOrder()) {
            LOG.error("the lease is lost; this operator ends now");
            Runtime.getRuntime().halt(1);
        }
    }

    private static String identity(OperatorConfig config) {
        return config.lease().identity().orElseGet(() -> {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "operator-" + ProcessHandle.current().pid();
            }
        });
    }
}
