package dev.bailiwick.cli.explain;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.api.v1alpha1.ModelDeploymentSpec;
import dev.bailiwick.cli.Paper;
import dev.bailiwick.cli.Target;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A deployment explained as it is now, for other commands. */
public final class Explanation {
    private final LiveDeployment live;
    private final ModelDeployment deployment;
    private final Instant now;

    private Explanation(LiveDeployment live, ModelDeployment deployment, Instant now) {
        this.live = live;
        this.deployment = deployment;
        this.now = now;
    }

    /** Explains a deployment; one that is not there is a finding. */
    public static Explanation of(KubernetesClient client, Target target, Instant now) {
        var live = new LiveDeployment(client, target);
        return new Explanation(live, live.get(), now);
    }

    /** Its namespace. */
    public String namespace() {
        return deployment.getMetadata().getNamespace();
    }

    /** Its name. */
    public String name() {
        return deployment.getMetadata().getName();
    }

    /** Namespace and name. */
    public String fullName() {
        return live.fullName();
    }

    /** What is asked for. */
    public ModelDeploymentSpec spec() {
        return deployment.getSpec();
    }

    /** Its pods. */
    public List<Pod> pods() {
        return live.pods();
    }

    /** The explanation in words. */
    public String text() {
        return AccountText.write(live.account(now), Paper.plain(), ZoneOffset.UTC);
    }

    /** The explanation in JSON, on one line. */
    public String json() {
        return AccountJson.line(live.account(now));
    }
}
