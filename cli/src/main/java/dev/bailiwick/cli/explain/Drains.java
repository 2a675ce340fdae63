package dev.bailiwick.cli.explain;

import dev.bailiwick.workload.Keys;
import dev.bailiwick.workload.rollout.FleetReader;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The drains under way, read from pods. */
final class Drains {
    private Drains() {}

    static List<Account.Drain> of(List<Pod> pods, Duration deadline) {
        return pods.stream()
                .filter(FleetReader::draining)
                .map(pod -> drain(pod, deadline))
                .sorted(Comparator.comparing(
                        Account.Drain::since, Comparator.nullsLast(Comparator.<Instant>naturalOrder())))
                .toList();
    }

    private static Account.Drain drain(Pod pod, Duration deadline) {
        var since = since(pod);
        return new Account.Drain(pod.getMetadata().getName(), since, since == null ? null : since.plus(deadline), null);
    }

    private static @Nullable Instant since(Pod pod) {
        try {
            return Optional.ofNullable(pod.getMetadata().getAnnotations())
                    .map(annotations -> annotations.get(Keys.DRAIN_STARTED))
                    .map(Instant::parse)
                    .orElse(null);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
