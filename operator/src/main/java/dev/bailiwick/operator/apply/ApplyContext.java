package dev.bailiwick.operator.apply;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** How we write: as one field manager, and forcing, since nobody else may own what we render. */
final class ApplyContext {
    static final String MANAGER = "bailiwick";

    static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(MANAGER)
            .withForce(true)
            .build();

    static final PatchContext JSON = new PatchContext.Builder()
            .withPatchType(PatchType.JSON)
            .withFieldManager(MANAGER)
            .build();

    private ApplyContext() {}
}
