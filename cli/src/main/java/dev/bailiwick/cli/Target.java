package dev.bailiwick.cli;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A ModelDeployment as people name it: {@code NAMESPACE/NAME}, or {@code NAME} in the kubeconfig's namespace.
 *
 * @param namespace its namespace; empty: the kubeconfig's
 * @param name its name
 */
public record Target(Optional<String> namespace, String name) {
    private static final Pattern PART = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");

    /** Reads a target. */
    public static Target parse(String text) {
        var slash = text.indexOf('/');
        var namespace = slash < 0 ? Optional.<String>empty() : Optional.of(text.substring(0, slash));
        var name = text.substring(slash + 1);
        if (!PART.matcher(name).matches()
                || namespace.filter(part -> !PART.matcher(part).matches()).isPresent()) {
            throw Fault.usage("\"%s\" names no ModelDeployment: write NAMESPACE/NAME".formatted(text));
        }
        return new Target(namespace, name);
    }

    /** Namespace and name, with the namespace to take when none was named. */
    public String in(String otherwise) {
        return namespace.orElse(otherwise) + "/" + name;
    }
}
