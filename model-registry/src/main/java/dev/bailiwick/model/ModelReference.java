package dev.bailiwick.model;

import java.util.Optional;

/** A reference to a model image, which must be pinned by digest: a tag can move under a running deployment. */
public sealed interface ModelReference permits ModelReference.Pinned, Refused {

    /** Reads {@code text} as an OCI image reference with a digest; never throws. */
    static ModelReference parse(String text) {
        return switch (ReferenceParser.parse(text)) {
            case Refused refused -> refused;
            case ReferenceParser.Parts(String registry, String repository, var tag, var digest) ->
                digest.isPresent()
                        ? new Pinned(registry, repository, tag, digest.get())
                        : new Refused(Refused.Reason.MISSING_DIGEST, missingDigest(text));
        };
    }

    private static String missingDigest(String text) {
        return Refused.quoted(text)
                + " has no digest, and a tag can move to other weights; append @sha256: and the 64 hexadecimal digits of the manifest's digest";
    }

    /**
     * A reference that always means the same bytes.
     *
     * @param registry host in lower case, with its port where one is given; {@code docker.io} when none was named
     * @param repository path within the registry, with {@code library/} in front where Docker Hub implies it
     * @param tag the tag beside the digest, which says nothing about the bytes
     * @param digest {@code sha256:} or {@code sha512:} and lower-case hexadecimal digits
     */
    record Pinned(String registry, String repository, Optional<String> tag, String digest) implements ModelReference {

        /** The whole reference in normal form, as a pod's image volume takes it. */
        public String reference() {
            return ReferenceParser.join(registry, repository, tag, Optional.of(digest));
        }

        /** The last part of the repository and the first seven digits of the digest: {@code mistral-small@1a2b3c4}. */
        public String shortName() {
            int hex = digest.indexOf(':') + 1;
            return repository.substring(repository.lastIndexOf('/') + 1) + "@" + digest.substring(hex, hex + 7);
        }
    }
}
