package dev.bailiwick.operator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Configuration of the operator; {@code docs/reference/configuration.md} is generated from it. */
@ConfigMapping(prefix = "bailiwick")
public interface OperatorConfig {
    /** Namespace that the operator runs in; its pods may reach the engines' ports. */
    @WithDefault("bailiwick-system")
    String namespace();

    /** File of PEM certificates of authorities that are trusted for the API server besides the cluster's own. */
    Optional<String> caBundle();

    Watch watch();

    Scrape scrape();

    Metrics metrics();

    Journal journal();

    Signals signals();

    Lease lease();

    Watchdog watchdog();

    /** Longest time that a replica may take from its start to ready. */
    @WithDefault("PT30M")
    Duration startupBudget();

    /** Time without progress after which a deployment is Stalled; it stands still while replicas have no node. */
    @WithDefault("PT30M")
    Duration progressDeadline();

    /** Time between a pod's removal from its Service and SIGTERM. */
    @WithDefault("PT10S")
    Duration preStopSleep();

    /** Time after the start of a drain before an engine's word that it is idle counts. */
    @WithDefault("PT5S")
    Duration drainGrace();

    /** What the operator watches. */
    interface Watch {
        /** Namespaces, separated by commas; absent: all of them. */
        Optional<String> namespaces();
    }

    /** How engines are read. */
    interface Scrape {
        /** Time between two ticks of one deployment. */
        @WithDefault("PT2S")
        Duration interval();

        /** Longest time for one page. */
        @WithDefault("PT1S")
        Duration timeout();
    }

    /** Where engines are read. */
    interface Metrics {
        /** Address of an engine's metrics page; known words: podIP, port, path, namespace, pod, podUID. */
        @WithDefault("http://{podIP}:{port}{path}")
        String endpoint();
    }

    /** The record of observations and decisions, for replay. */
    interface Journal {
        /** Directory of the journal; absent: none is written. */
        Optional<String> directory();

        /** Most that all segments may take together, such as 2Gi; the oldest go first. */
        @WithDefault("2Gi")
        String maxSize();
    }

    /** How signals reach status. */
    interface Signals {
        /** Least time between two writes of signals into one status. */
        @WithDefault("PT15S")
        Duration interval();

        /** Most writes of signals per second, over all deployments. */
        @WithDefault("20")
        int writesPerSecond();
    }

    /** Election of the one operator that acts. */
    interface Lease {
        /** Name of the Lease. */
        @WithDefault("bailiwick-leader")
        String name();

        /** Identity in the Lease; absent: the host's name. */
        Optional<String> identity();
    }

    /** Care for the operator's own watches. */
    interface Watchdog {
        /** Time that a watch may lag behind the API server before the operator counts as not live. */
        @WithDefault("PT20S")
        Duration patience();
    }
}
