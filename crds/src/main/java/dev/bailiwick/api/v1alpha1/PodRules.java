package dev.bailiwick.api.v1alpha1;

/** CEL expressions of the rules of {@link PodSettings} that are too long to stand there. */
final class PodRules {

    /** Pattern of a name of most Kubernetes objects (RFC 1123 subdomain). */
    static final String NAME = "^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$";

    /** Over {@code k} (a key): a label that the operator writes. */
    static final String OWN_LABEL = ReservedNames.IN_DOMAIN + " || k in [" + ReservedNames.LABELS + "]";

    /** Over {@code k} (a key): an annotation that the operator writes or decides by. */
    static final String OWN_ANNOTATION = ReservedNames.IN_DOMAIN + " || k == '" + ReservedNames.POD_DELETION_COST + "'";

    /** The end of a message about the first key that is the operator's. */
    static final String OWN_MESSAGE = ", k)[0] + '\" is the operator\\'s own: use another key'";

    private static final String NO_LABEL_KEY = "format.qualifiedName().validate(k).hasValue() || format.labelValue()";

    /** Over {@code k} (a key): not the key or not the value of a label. */
    static final String NO_LABEL = NO_LABEL_KEY + ".validate(self.labels[k]).hasValue()";

    static final String NO_NODE_LABEL = NO_LABEL_KEY + ".validate(self.nodeSelector[k]).hasValue()";

    /** The end of a message about the first of them. */
    static final String NO_LABEL_MESSAGE =
            ", k)[0] + '\" is not a label: write key and value as Kubernetes takes them'";

    /** Over {@code k} (a key): not the key of an annotation, in which case does not count. */
    static final String NO_KEY = "format.qualifiedName().validate(k.lowerAscii()).hasValue()";

    /** Over {@code e} (a variable): one that the operator sets for every engine. */
    static final String OWN_VARIABLE = "e.name in [" + ReservedNames.ENVIRONMENT + "]";

    /** Over {@code e} (a variable): valueFrom beside a value, or not with exactly one source. */
    static final String TWO_VALUES = "has(e.valueFrom) && ((has(e.value) && e.value != '')"
            + " || [has(e.valueFrom.configMapKeyRef), has(e.valueFrom.secretKeyRef), has(e.valueFrom.fieldRef),"
            + " has(e.valueFrom.resourceFieldRef)].filter(s, s).size() != 1)";

    private static final String ACCELERATOR = "k.startsWith('nvidia.com/') || k.startsWith('amd.com/')"
            + " || k.startsWith('habana.ai/') || k.lowerAscii().contains('gpu')"
            + " || k.contains('/mig-')";
    private static final String LIMITS = "!has(self.resources.limits) || ";
    private static final String REQUESTS = "!has(self.resources.requests) || ";

    /** No resource is an accelerator of some vendor, whole or in part. */
    static final String NO_ACCELERATOR = "!has(self.resources) || ((" + LIMITS + "!self.resources.limits.exists(k, "
            + ACCELERATOR + ")) && (" + REQUESTS + "!self.resources.requests.exists(k, " + ACCELERATOR + ")))";

    private static final String KNOWN = "k in ['cpu', 'memory', 'ephemeral-storage'] || k.startsWith('hugepages-')"
            + " || (k.contains('/') && !format.qualifiedName().validate(k).hasValue())";

    /** Every resource is one of Kubernetes' own or has the name of an extended one. */
    static final String KNOWN_RESOURCES = "!has(self.resources) || ((" + LIMITS + "self.resources.limits.all(k, "
            + KNOWN + ")) && (" + REQUESTS + "self.resources.requests.all(k, " + KNOWN + ")))";

    private static final String FROM_ZERO = "quantity('0')) >= 0";

    /** Every amount of a resource is a quantity, and none is below 0. */
    static final String AMOUNTS = "!has(self.resources) || ((" + LIMITS
            + "self.resources.limits.all(k, isQuantity(string(self.resources.limits[k]))"
            + " && quantity(string(self.resources.limits[k])).compareTo(" + FROM_ZERO + ")) && (" + REQUESTS
            + "self.resources.requests.all(k, isQuantity(string(self.resources.requests[k]))"
            + " && quantity(string(self.resources.requests[k])).compareTo(" + FROM_ZERO + ")))";

    /** Extended resources are whole, and are limited to what is requested; accelerators have their own rule. */
    static final String EXTENDED_RESOURCES = "!has(self.resources) || ((" + LIMITS
            + "self.resources.limits.all(k, !k.contains('/') || string(self.resources.limits[k]).matches('^[0-9]+$')))"
            + " && (" + REQUESTS + "self.resources.requests.all(k, !k.contains('/') || " + ACCELERATOR
            + " || (has(self.resources.limits) && k in self.resources.limits"
            + " && string(self.resources.requests[k]) == string(self.resources.limits[k])))))";

    /** No request is above the limit of the same resource. */
    static final String WITHIN_LIMITS = "!has(self.resources) || " + LIMITS + REQUESTS
            + "self.resources.requests.all(k, !(k in self.resources.limits)"
            + " || !isQuantity(string(self.resources.requests[k]))"
            + " || !isQuantity(string(self.resources.limits[k]))"
            + " || quantity(string(self.resources.requests[k]))"
            + ".compareTo(quantity(string(self.resources.limits[k]))) <= 0)";

    /** What the API server would refuse of every pod with the tolerations. */
    static final String TOLERATIONS = "!has(self.tolerations) || self.tolerations.all(t,"
            + " (has(t.operator) && t.operator == 'Exists' ? !has(t.value) || t.value == '' : has(t.key) && t.key != '')"
            + " && (!has(t.tolerationSeconds) || (has(t.effect) && t.effect == 'NoExecute')))";

    /** In and NotIn have values, Exists and DoesNotExist have none. */
    static final String SELECTORS = "!has(self.topologySpreadConstraints) || self.topologySpreadConstraints.all(c,"
            + " !has(c.labelSelector) || !has(c.labelSelector.matchExpressions)"
            + " || c.labelSelector.matchExpressions.all(m,"
            + " (m.operator in ['In', 'NotIn']) == (has(m.values) && m.values.size() > 0)))";

    private PodRules() {}
}
