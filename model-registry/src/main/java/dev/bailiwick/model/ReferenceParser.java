package dev.bailiwick.model;

import dev.bailiwick.model.Refused.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The grammar of OCI image references with Docker's normalisation (distribution/reference, {@code normalize.go}). */
final class ReferenceParser {
    private static final String DEFAULT_REGISTRY = "docker.io";
    /** Registry, repository, longest tag and longest digest with their separators. */
    private static final int LONGEST = 255 + 1 + 128 + 1 + 7 + 128;

    private static final int LONGEST_NAME = 255;
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");
    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}]");
    private static final Pattern HOST = Pattern.compile(
            "(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\\[[0-9a-f:]+])(?::(\\d{1,5}))?");
    private static final Pattern COMPONENT = Pattern.compile("[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");

    private ReferenceParser() {}

    /** Parts or a refusal. */
    sealed interface Result permits Parts, Refused {}

    /** The parts of a reference in normal form. */
    record Parts(String registry, String repository, Optional<String> tag, Optional<String> digest) implements Result {}

    static Result parse(String text) {
        @Nullable Refused outer = refuseWhole(text);
        if (outer != null) {
            return outer;
        }
        int at = text.indexOf('@');
        String named = at < 0 ? text : text.substring(0, at);
        int colon = named.lastIndexOf(':');
        boolean tagged = colon > named.lastIndexOf('/') && !named.endsWith("]");
        Optional<String> digest = at < 0 ? Optional.empty() : Optional.of(text.substring(at + 1));
        Optional<String> tag = tagged ? Optional.of(named.substring(colon + 1)) : Optional.empty();
        String name = tagged ? named.substring(0, colon) : named;
        int slash = name.indexOf('/');
        boolean hosted = slash >= 0 && namesHost(name.substring(0, slash));
        String registry = hosted ? registry(name.substring(0, slash)) : DEFAULT_REGISTRY;
        String path = hosted ? name.substring(slash + 1) : name;
        String repository = registry.equals(DEFAULT_REGISTRY) && path.indexOf('/') < 0 ? "library/" + path : path;
        Parts parts = new Parts(registry, repository, tag, digest);
        @Nullable Refused inner = refuseParts(text, path, parts);
        return inner == null ? parts : inner;
    }

    static String join(String registry, String repository, Optional<String> tag, Optional<String> digest) {
        return registry + "/" + repository + tag.map(t -> ":" + t).orElse("")
                + digest.map(d -> "@" + d).orElse("");
    }

    /**
     * Docker's rule: the first part is a host when it looks like one. Docker also takes an upper-case first part for a
     * host; here it is a misspelt repository, which is what people mean.
     */
    private static boolean namesHost(String first) {
        return first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equalsIgnoreCase("localhost");
    }

    private static String registry(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.equals("index.docker.io") ? DEFAULT_REGISTRY : lower;
    }

    private static @Nullable Refused refuseWhole(String text) {
        if (text.isBlank()) {
            return new Refused(Reason.EMPTY, "the reference is empty; write registry/repository@sha256:...");
        }
        if (text.length() > LONGEST) {
            return refused(
                    Reason.TOO_LONG,
                    text,
                    "is " + text.length() + " characters long; at most " + LONGEST + " can be used");
        }
        if (BLANK.matcher(text).find()) {
            return refused(Reason.WHITESPACE, text, "contains a blank or an invisible character; remove it");
        }
        if (SCHEME.matcher(text).matches()) {
            String scheme = text.substring(0, text.indexOf("://") + 3);
            return refused(
                    Reason.SCHEME, text, "starts with " + scheme + "; write it without, beginning with the registry");
        }
        return null;
    }

    private static @Nullable Refused refuseParts(String text, String path, Parts parts) {
        List<String> components = List.of(path.split("/", -1));
        if (components.contains("")
                || parts.registry().isEmpty()
                || parts.tag().equals(Optional.of(""))
                || parts.digest().equals(Optional.of(""))) {
            return refused(
                    Reason.EMPTY_PART,
                    text,
                    "has an empty part; write registry/repository:tag@digest with no separator doubled or left over");
        }
        @Nullable Refused name = refuseName(text, path, components, parts);
        return name == null ? refuseTagOrDigest(text, parts) : name;
    }

    private static @Nullable Refused refuseName(String text, String path, List<String> components, Parts parts) {
        if (!validRegistry(parts.registry())) {
            return refused(
                    Reason.BAD_REGISTRY,
                    text,
                    "names the registry " + Refused.quoted(parts.registry())
                            + ", which is not a host with an optional port of 1 to 65535");
        }
        String lower = path.toLowerCase(Locale.ROOT);
        if (!path.equals(lower)) {
            return refused(
                    Reason.UPPER_CASE_REPOSITORY,
                    text,
                    "has upper-case letters in its repository; registries know only lower case: " + lower);
        }
        if (!components.stream().allMatch(part -> COMPONENT.matcher(part).matches())) {
            return refused(
                    Reason.BAD_REPOSITORY,
                    text,
                    "has a repository with other than lower-case letters, digits and single separators (. _ - /)");
        }
        if (parts.registry().length() + 1 + parts.repository().length() > LONGEST_NAME) {
            return refused(
                    Reason.TOO_LONG,
                    text,
                    "has a registry and repository of more than " + LONGEST_NAME
                            + " characters; shorten the repository");
        }
        return null;
    }

    private static @Nullable Refused refuseTagOrDigest(String text, Parts parts) {
        if (parts.tag().filter(tag -> !TAG.matcher(tag).matches()).isPresent()) {
            return refused(
                    Reason.BAD_TAG,
                    text,
                    "has a tag that is not 1 to 128 letters, digits, dots, dashes and underscores");
        }
        if (parts.digest().filter(digest -> !DIGEST.matcher(digest).matches()).isPresent()) {
            return refused(
                    Reason.BAD_DIGEST,
                    text,
                    "has no digest after the @; write sha256: and 64, or sha512: and 128, lower-case hexadecimal digits");
        }
        return null;
    }

    private static boolean validRegistry(String registry) {
        var matcher = HOST.matcher(registry);
        if (!matcher.matches()) {
            return false;
        }
        @Nullable String port = matcher.group(1);
        return port == null || (Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= 65_535);
    }

    private static Refused refused(Reason reason, String text, String fault) {
        return new Refused(reason, Refused.quoted(text) + " " + fault);
    }
}
