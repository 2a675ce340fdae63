package dev.bailiwick.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Go module as it travels with this jar. The versions of all that it is made of are in its {@code go.mod}.
 *
 * @param sources its files
 */
public record GoModule(SourceFiles sources) {

    private static final String MODULE_FILE = "go.mod";

    /** The module in a folder of the class path, such as {@code control-plane}. */
    public static GoModule onClassPath(String folder) {
        return new GoModule(SourceFiles.onClassPath(folder, MODULE_FILE));
    }

    /** The lowest Go version that compiles these sources, as {@code 1.26.0}. */
    public String goVersion() {
        return find("(?m)^go (\\S+)$");
    }

    /** The version of Kubernetes, as {@code 1.37.2}. */
    public String kubernetesVersion() {
        return find("(?m)^\\s*k8s\\.io/kubernetes v(\\S+)$");
    }

    private String find(String pattern) {
        Matcher matcher =
                Pattern.compile(pattern).matcher(new String(sources.file(MODULE_FILE), StandardCharsets.UTF_8));
        if (!matcher.find()) {
            throw new IllegalStateException("go.mod has no line " + pattern);
        }
        return matcher.group(1);
    }
}
