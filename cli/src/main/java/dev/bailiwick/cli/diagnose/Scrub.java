package dev.bailiwick.cli.diagnose;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes out of text what looks like a credential or like something that a user asked a model. It errs on the side of
 * taking out too much: the reader sees where something was.
 */
final class Scrub {
    /** What stands where something was. */
    static final String LEFT_OUT = "(left out)";

    /** Words in names of things that hold credentials; tokens that are counted or timed are none. */
    private static final String SECRET_WORD =
            "(?:token(?!s|iz)(?<!(?:first|output)[-_]{0,1}token)|secret(?!name|keyref|s\\b)|passw(?:or)?d"
                    + "|passphrase|api[-_]?key|access[-_]?key|private[-_]?key|credential|authorization)";

    /** What a word of a flag must stand behind. Bounded, as all here, so that a long text costs what it is long. */
    private static final String OF_A_FLAG = "(?<=(?:^|[\\s\"'\\[,])--?[\\w-]{0,60})";

    private static final String VALUE = "(?:\"[^\"\\n]*\"|'[^'\\n]*'|(?:(?:bearer|basic)[ \\t]+)?[^\\s,;}\\]]+)";

    private record Rule(Pattern pattern, String replacement) {}

    private static final List<Rule> RULES = List.of(
            rule("(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)", LEFT_OUT),
            rule("(\\b[A-Za-z][A-Za-z0-9+.-]{1,20}://)[^/\\s@\"']+@", "$1" + LEFT_OUT + "@"),
            rule("\\beyJ[A-Za-z0-9_-]{6,}(?:\\.[A-Za-z0-9_-]*){1,2}", LEFT_OUT),
            rule("(?i)\\b(bearer|basic)[ \\t]+(?=[A-Za-z0-9._~+/=-]*[0-9=])[A-Za-z0-9._~+/=-]{6,}", "$1 " + LEFT_OUT),
            rule(
                    "\\b(?:hf_|sk-|sk_|gh[opsu]_|github_pat_|glpat-|xox[abprs]-|AKIA|ASIA|nvapi-|npm_)[A-Za-z0-9_-]{6,}",
                    LEFT_OUT),
            rule("(?i)(" + SECRET_WORD + OF_A_FLAG + "[\\w-]{0,40})([ \\t]+|=)" + VALUE, "$1$2" + LEFT_OUT),
            rule(
                    "(?i)(" + SECRET_WORD
                            + "[\\w.-]{0,60}[\"']?[ \\t]*[:=][ \\t]*)(?!true\\b|false\\b|null\\b|[\\[{|>])"
                            + VALUE,
                    "$1" + LEFT_OUT),
            rule(
                    "(?i)\\b((?:system[-_ ])?prompts?|messages|content|completions?)([\"']?[ \\t]*[:=]).*",
                    "$1$2 " + LEFT_OUT),
            rule(
                    "(?<![A-Za-z0-9:/_.+=-])(?=[A-Za-z0-9+/_=-]*[A-Z])(?=[A-Za-z0-9+/_=-]*[a-z])(?=[A-Za-z0-9+/_=-]*[0-9])"
                            + "[A-Za-z0-9+/_=-]{28,}",
                    LEFT_OUT));

    /** Quoted text of some length is somebody's words; our own sentences quote names and values only. */
    private static final Rule QUOTED =
            rule("\"[^\"]{24,}\"|'[^']{24,}'|\u201c[^\u201d]{24,}\u201d", "\"" + LEFT_OUT + "\"");

    private static final Pattern SECRET = Pattern.compile("(?i)" + SECRET_WORD);
    private static final Pattern GUARDED =
            Pattern.compile("(?i)[-_](?:key|auth)$|prompt(?!s?[-_]?token)|chat[-_]template(?!-content)|grammar");

    private Scrub() {}

    private static Rule rule(String pattern, String replacement) {
        return new Rule(Pattern.compile(pattern), replacement);
    }

    /** Whether a field of this name holds a credential. */
    static boolean secret(String name) {
        return SECRET.matcher(name).find();
    }

    /** Whether an argument of this name takes a credential, or words that a user writes. */
    static boolean guarded(String argument) {
        return secret(argument) || GUARDED.matcher(argument).find();
    }

    /** A document without what looks like a credential or a prompt. */
    static String text(String text) {
        var clean = text;
        for (var rule : RULES) {
            clean = rule.pattern().matcher(clean).replaceAll(rule.replacement());
        }
        return clean;
    }

    /** A sentence, such as a message or a line of a log: quoted text goes as well. */
    static String sentence(String sentence) {
        return QUOTED.pattern().matcher(text(sentence)).replaceAll(QUOTED.replacement());
    }
}
