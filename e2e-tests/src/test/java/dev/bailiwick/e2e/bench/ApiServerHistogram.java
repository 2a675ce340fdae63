package dev.bailiwick.e2e.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The API server's own histogram of how long writes took it ({@code apiserver_request_duration_seconds}, all writing verbs and
 * resources), as it stands at one moment.
 *
 * @param counts requests by upper edge in seconds, each edge with all below it
 */
record ApiServerHistogram(TreeMap<Double, Double> counts) {
    private static final Pattern WRITE = Pattern.compile(
            "(?m)^apiserver_request_duration_seconds_bucket\\{[^}]*verb=\"(?:POST|PUT|PATCH|APPLY|DELETE)\"[^}]*le=\"([^\"]+)\"\\} (\\S+)$");

    static ApiServerHistogram read(KubernetesClient client) {
        var counts = new TreeMap<Double, Double>();
        var lines = WRITE.matcher(Objects.requireNonNull(client.raw("/metrics")));
        while (lines.find()) {
            var edge = lines.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(lines.group(1));
            counts.merge(edge, Double.parseDouble(lines.group(2)), Double::sum);
        }
        return new ApiServerHistogram(counts);
    }

    /** What has been added since an earlier moment. */
    ApiServerHistogram since(ApiServerHistogram before) {
        var added = new TreeMap<Double, Double>();
        counts.forEach((edge, count) -> added.put(edge, count - before.counts.getOrDefault(edge, 0.0)));
        return new ApiServerHistogram(added);
    }

    long count() {
        return counts.isEmpty() ? 0 : counts.lastEntry().getValue().longValue();
    }

    /** The upper edge of the bucket that the quantile is in, which it is at most. */
    double atMost(double share) {
        return counts.entrySet().stream()
                .filter(bucket -> bucket.getValue() >= share * count())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Double.NaN);
    }
}
