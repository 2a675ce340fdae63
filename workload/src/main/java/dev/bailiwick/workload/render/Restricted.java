package dev.bailiwick.workload.render;

import dev.bailiwick.api.v1alpha1.PodSecurity;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import org.jspecify.annotations.Nullable;

/** The pod security context: what Pod Security <em>restricted</em> asks for, and the user's own identities. */
final class Restricted {
    private static final long USER = 1000;

    private Restricted() {}

    static PodSecurityContext pod(@Nullable PodSecurity security) {
        var user = security == null || security.runAsUser() == null ? USER : security.runAsUser();
        var context = new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(user)
                .withRunAsGroup(security == null || security.runAsGroup() == null ? USER : security.runAsGroup())
                .withFsGroup(security == null || security.fsGroup() == null ? USER : security.fsGroup())
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile();
        if (security != null && security.supplementalGroups() != null) {
            context.withSupplementalGroups(security.supplementalGroups());
        }
        return context.build();
    }
}
