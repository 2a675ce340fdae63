package dev.bailiwick.model;

import java.util.Optional;

/** A reference to an engine's image, where a tag is allowed. */
public sealed interface ImageReference permits ImageReference.Named, Refused {

    /** Reads {@code text} as an OCI image reference; never throws. Without tag and digest the tag is {@code latest}. */
    static ImageReference parse(String text) {
        return switch (ReferenceParser.parse(text)) {
            case Refused refused -> refused;
            case ReferenceParser.Parts(String registry, String repository, var tag, var digest) ->
                new Named(
                        registry, repository, tag.isEmpty() && digest.isEmpty() ? Optional.of("latest") : tag, digest);
        };
    }

    /**
     * An image, by tag, by digest or by both.
     *
     * @param registry host in lower case, with its port where one is given; {@code docker.io} when none was named
     * @param repository path within the registry, with {@code library/} in front where Docker Hub implies it
     * @param tag the tag; present when there is no digest
     * @param digest {@code sha256:} or {@code sha512:} and lower-case hexadecimal digits
     */
    record Named(String registry, String repository, Optional<String> tag, Optional<String> digest)
            implements ImageReference {

        /** Whether the bytes behind the reference can change. */
        public boolean floating() {
            return digest.isEmpty();
        }

        /** The whole reference in normal form. */
        public String reference() {
            return ReferenceParser.join(registry, repository, tag, digest);
        }
    }
}
