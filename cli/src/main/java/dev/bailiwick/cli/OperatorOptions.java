package dev.bailiwick.cli;

import picocli.CommandLine.Option;

/** Where the operator is. */
public final class OperatorOptions {
    @Option(
            names = "--operator-namespace",
            paramLabel = "NAMESPACE",
            defaultValue = "bailiwick-system",
            description = "Namespace of the operator. Default: ${DEFAULT-VALUE}.")
    private String namespace = "bailiwick-system";

    /** The operator's namespace. */
    public String namespace() {
        return namespace;
    }
}
