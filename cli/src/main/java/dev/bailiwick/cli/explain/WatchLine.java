package dev.bailiwick.cli.explain;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.api.v1alpha1.ScalingStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A deployment in one line that changes when something worth a look does. */
final class WatchLine {
    private WatchLine() {}

    static String of(ModelDeployment deployment) {
        var status = deployment.getStatus();
        if (status == null) {
            return "no status yet";
        }
        var scaling = Optional.ofNullable(status.scaling());
        return "size %s  ready %s  draining %s  %-20s  %s"
                .formatted(
                        number(scaling.map(ScalingStatus::desired).orElse(null)),
                        number(status.readyReplicas()),
                        number(status.drainingReplicas()),
                        status.summary() == null || status.summary().reason() == null
                                ? "-"
                                : status.summary().reason(),
                        scaling.map(ScalingStatus::message).orElse("no decision yet"));
    }

    private static String number(@Nullable Integer value) {
        return value == null ? "-" : value.toString();
    }
}
