package dev.bailiwick.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Go compiler of this machine.
 *
 * @param go the program that is it
 */
public record GoToolchain(String go) {

    /** Where Go is looked for: on the PATH, then where its own installer puts it. */
    private static final List<String> PLACES = List.of("go", "/usr/local/go/bin/go");

    /** What every call runs with, so that no setting of the user changes the result. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("CGO_ENABLED", "0", "GOWORK", "off", "GOTOOLCHAIN", "local", "GOFLAGS", "-buildvcs=false");

    private static final Pattern VERSION = Pattern.compile("(?:go)?(\\d+)\\.(\\d+).*", Pattern.DOTALL);

    /**
     * Finds a Go compiler that is new enough.
     *
     * @param wanted the lowest version that will do, as {@code 1.26.0}
     */
    public static GoToolchain atLeast(String wanted) {
        List<String> tooOld = new ArrayList<>();
        for (String place : PLACES) {
            GoToolchain candidate = new GoToolchain(place);
            String version = candidate.version();
            if (version != null && isAtLeast(version, wanted)) {
                return candidate;
            }
            if (version != null) {
                tooOld.add(place + " is " + version);
            }
        }
        throw new SandboxException("what runs locally is compiled with Go " + wanted + " or newer, "
                + (tooOld.isEmpty() ? "and there is no `go` on the PATH" : "but " + String.join(" and ", tooOld))
                + "; get it from https://go.dev/dl/");
    }

    /** Whether a version, as {@code go1.26.8} or {@code 1.26.0}, has at least the major and minor number of another. */
    static boolean isAtLeast(String version, String wanted) {
        Matcher has = VERSION.matcher(version);
        Matcher needs = VERSION.matcher(wanted);
        if (!has.matches() || !needs.matches()) {
            return false;
        }
        int major = Integer.compare(Integer.parseInt(has.group(1)), Integer.parseInt(needs.group(1)));
        int minor = Integer.compare(Integer.parseInt(has.group(2)), Integer.parseInt(needs.group(2)));
        return major > 0 || (major == 0 && minor >= 0);
    }

    /** A call of Go with these arguments. */
    Command call(List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(go);
        line.addAll(arguments);
        return new Command(line, ENVIRONMENT);
    }

    private @Nullable String version() {
        try {
            CommandResult result = call(List.of("env", "GOVERSION")).capture();
            return result.good() ? result.stdout().strip() : null;
        } catch (IOException notThere) {
            return null;
        }
    }
}
