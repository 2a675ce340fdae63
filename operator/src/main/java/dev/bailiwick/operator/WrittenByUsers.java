package dev.bailiwick.operator;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/** Lets through what people change: the spec, annotations, deletion. Our own status writes wake nobody. */
public final class WrittenByUsers implements OnUpdateFilter<ModelDeployment> {
    @Override
    public boolean accept(ModelDeployment after, ModelDeployment before) {
        var now = after.getMetadata();
        var then = before.getMetadata();
        return !Objects.equals(now.getGeneration(), then.getGeneration())
                || !Objects.equals(now.getAnnotations(), then.getAnnotations())
                || !Objects.equals(now.getDeletionTimestamp(), then.getDeletionTimestamp());
    }
}
