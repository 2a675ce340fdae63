package dev.bailiwick.operator.observe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every metric of the operator's own, by topic. */
public final class Catalogue {
    private Catalogue() {}

    /** The metrics of each topic, in the order of the reference. */
    public static Map<String, List<OperatorMetric>> topics() {
        var topics = new LinkedHashMap<String, List<OperatorMetric>>();
        topics.put("Sizes", SizeMeters.ALL);
        topics.put("Demand and capacity", DemandMeters.ALL);
        topics.put("Decisions and needs", DecisionMeters.ALL);
        topics.put("Attainment", AttainmentMeters.ALL);
        topics.put("GPUs", GpuMeters.ALL);
        topics.put("Scrapes, drains, conditions", LifeMeters.ALL);
        topics.put("The operator itself", OperatorMetrics.ALL);
        return topics;
    }

    /** All of them. */
    public static Stream<OperatorMetric> all() {
        return topics().values().stream().flatMap(List::stream);
    }
}
