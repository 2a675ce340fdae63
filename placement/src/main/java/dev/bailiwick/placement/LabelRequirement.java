package dev.bailiwick.placement;

import java.util.List;

/**
 * One requirement of a required node affinity.
 *
 * @param key the node label
 * @param operator how the label is compared
 * @param values what it is compared with, sorted; empty for EXISTS and DOES_NOT_EXIST, one integer for GT
 */
public record LabelRequirement(String key, Operator operator, List<String> values) {

    public LabelRequirement {
        values = List.copyOf(values);
    }

    /** How a label is compared, with the meaning of the Kubernetes node selector operator of the same name. */
    public enum Operator {
        IN("In"),
        NOT_IN("NotIn"),
        EXISTS("Exists"),
        DOES_NOT_EXIST("DoesNotExist"),
        GT("Gt");

        private final String spelling;

        Operator(String spelling) {
            this.spelling = spelling;
        }

        /** The operator as a pod's node affinity spells it. */
        public String spelling() {
            return spelling;
        }
    }
}
