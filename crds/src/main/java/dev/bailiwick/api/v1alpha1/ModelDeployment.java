package dev.bailiwick.api.v1alpha1;

import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One served model: what to serve, on which accelerators, at which size. */
@Group("bailiwick.dev")
@Version("v1alpha1")
@Kind("ModelDeployment")
@ShortNames("mdep")
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$')",
        messageExpression =
                "'metadata.name \"' + self.metadata.name + '\" cannot name a Service: write 1 to 40 lower-case letters, digits and dashes, with a letter first and no dash last'")
public class ModelDeployment extends CustomResource<ModelDeploymentSpec, ModelDeploymentStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;

    @Override
    @Required
    public ModelDeploymentSpec getSpec() {
        return super.getSpec();
    }
}
