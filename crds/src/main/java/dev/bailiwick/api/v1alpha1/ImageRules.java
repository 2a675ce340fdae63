package dev.bailiwick.api.v1alpha1;

/**
 * CEL expressions for a field {@code image} that holds an image reference, and the ends of their messages. Each rule
 * leaves to the others what they refuse, so that one fault gives one message.
 */
final class ImageRules {

    private static final String ABSENT = "!has(self.image) || ";
    private static final String VALUE = "image \"' + self.image + '\" ";
    private static final String READABLE = "self.image.contains('://') || self.image.matches('\\\\s') || ";

    private static final String IN_LOWER_CASE = "self.image.matches('^[^A-Z]*(:[^/:@]*)?(@.*)?$')";

    /** A reference with a scheme, such as {@code oci://}. */
    static final String NO_SCHEME = ABSENT + "!self.image.contains('://')";

    static final String NO_SCHEME_MESSAGE = VALUE + "has a scheme: write it as registry/repository, without one'";

    /** A reference with white space; its message is fixed, since an expression must not give a line break. */
    static final String NO_SPACE = ABSENT + "!self.image.matches('\\\\s')";

    static final String NO_SPACE_MESSAGE = "image holds white space: write one reference, registry/repository";

    /** A registry or repository in upper case; a tag may have it. */
    static final String LOWER_CASE = ABSENT + READABLE + IN_LOWER_CASE;

    static final String LOWER_CASE_MESSAGE =
            VALUE + "holds upper case: registries and repositories are written in lower case'";

    /** A reference without any digest. */
    static final String HAS_DIGEST = ABSENT + READABLE + "self.image.contains('@')";

    static final String HAS_DIGEST_MESSAGE =
            VALUE + "has no digest, and a tag can move: write registry/repository@sha256:... as the registry shows it'";

    /** What follows the {@code @} is no digest. */
    static final String VALID_DIGEST =
            ABSENT + READABLE + "!self.image.contains('@') || self.image.matches('^[^@]*@sha256:[0-9a-f]{64}$')";

    static final String VALID_DIGEST_MESSAGE =
            VALUE + "has no valid digest: write sha256: and 64 hexadecimal digits in lower case after the @'";

    /** What is left: not the form of a reference. */
    static final String FORM = ABSENT + READABLE + "!" + IN_LOWER_CASE + " || self.image.split('@')[0].matches("
            + "'^[a-z0-9]+([._-]+[a-z0-9]+)*(:[0-9]+/[a-z0-9]+([._-]+[a-z0-9]+)*)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*"
            + "(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?$')";

    static final String FORM_MESSAGE =
            VALUE + "is not an image reference: write registry/repository:tag or" + " registry/repository@sha256:...'";

    private ImageRules() {}
}
