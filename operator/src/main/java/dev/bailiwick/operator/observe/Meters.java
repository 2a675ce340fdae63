package dev.bailiwick.operator.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The meters of one owner, such as a ModelDeployment or the process. They are registered from the catalogue and go with
 * their owner: once closed, nothing is registered any more, so that a late word about a deleted deployment leaves no
 * series behind.
 */
final class Meters {
    /** From a write to an idle API server to one that nobody wants to wait for. */
    private static final Duration[] EDGES = Stream.of(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);
    /** Sizes change seldom: a summary is over more than the two minutes that Micrometer keeps by default. */
    private static final Duration REMEMBERED = Duration.ofMinutes(15);

    private final MeterRegistry registry;
    private final Tags base;
    private final List<String> baseKeys;
    /** Kept, since the registry would build a name, tags and edges anew to find one again: each tick adds to some. */
    private final Map<Series, Meter> registered = new ConcurrentHashMap<>();

    private boolean closed;

    /** One series: a metric, and keys and values of the labels that it has beside the owner's. */
    private record Series(OperatorMetric metric, List<String> labels) {}

    Meters(MeterRegistry registry, Tags base, List<String> baseKeys) {
        this.registry = registry;
        this.base = base;
        this.baseKeys = baseKeys;
    }

    /** Adds to a counter; adding 0 makes its series appear, so that the first increase is seen as one. */
    synchronized void add(OperatorMetric metric, double amount, String... labels) {
        if (!closed) {
            var counter = (Counter) registered.computeIfAbsent(
                    new Series(metric, List.of(labels)),
                    series -> Counter.builder(metric.meter())
                            .description(metric.says())
                            .tags(tags(series))
                            .register(registry));
            counter.increment(amount);
        }
    }

    /** Shows what {@code value} gives at each scrape; NaN means unknown. */
    synchronized void show(OperatorMetric metric, Supplier<Number> value, String... labels) {
        if (!closed) {
            registered.computeIfAbsent(
                    new Series(metric, List.of(labels)),
                    series -> Gauge.builder(metric.meter(), value)
                            .description(metric.says())
                            .tags(tags(series))
                            .register(registry));
        }
    }

    /** Takes one series away. */
    synchronized void drop(OperatorMetric metric, String... labels) {
        var meter = registered.remove(new Series(metric, List.of(labels)));
        if (meter != null) {
            registry.remove(meter);
        }
    }

    /** Makes a timer's series appear, so that its first time is seen as an increase. */
    void prepare(OperatorMetric metric, String... labels) {
        timer(metric, labels);
    }

    /** Begins to measure a time. */
    Timer.Sample begin() {
        return Timer.start(registry);
    }

    /** Ends what {@link #begin} began, with labels that are known only now. */
    void end(Timer.Sample sample, OperatorMetric metric, String... labels) {
        sample.stop(timer(metric, labels));
    }

    void record(OperatorMetric metric, Duration time, String... labels) {
        timer(metric, labels).record(time);
    }

    private Timer timer(OperatorMetric metric, String... labels) {
        return (Timer) registered.computeIfAbsent(new Series(metric, List.of(labels)), series -> {
            var builder =
                    Timer.builder(metric.meter()).description(metric.says()).tags(tags(series));
            return (metric.type() == OperatorMetric.Type.SUMMARY
                            ? builder.publishPercentiles(0.5, 0.99)
                                    .percentilePrecision(2)
                                    .distributionStatisticExpiry(REMEMBERED)
                            : builder.serviceLevelObjectives(EDGES))
                    .register(registry);
        });
    }

    /** Removes every series. */
    synchronized void close() {
        closed = true;
        registered.values().forEach(registry::remove);
        registered.clear();
    }

    private Tags tags(Series series) {
        var labels = series.labels().toArray(String[]::new);
        series.metric().check(baseKeys, labels);
        return base.and(labels);
    }
}
