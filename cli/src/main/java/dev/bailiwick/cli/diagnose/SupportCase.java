package dev.bailiwick.cli.diagnose;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What goes into the archive: parts that are there, and parts that are not, each with the reason. */
final class SupportCase {
    /** Most of one part, in characters; the end of a part counts, so that its beginning goes. */
    static final int MOST_OF_A_PART = 1 << 20;
    /** Most of all parts, in characters. */
    static final int MOST_OF_ALL = 8 << 20;

    private final String subject;
    private final Instant time;
    private final Map<String, String> parts = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();
    private int size;

    SupportCase(String subject, Instant time) {
        this.subject = subject;
        this.time = time;
    }

    /** Takes a part; all that enters the archive comes through here and is scrubbed once more. */
    void add(String path, String text) {
        var clean = Scrub.text(text);
        var cut = clean.length() > MOST_OF_A_PART;
        var kept = cut ? clean.substring(clean.length() - MOST_OF_A_PART) : clean;
        if (size + kept.length() > MOST_OF_ALL) {
            missing(path, "the archive is full");
            return;
        }
        if (cut) {
            remarks.add("`%s`: only its last %d characters, of %d".formatted(path, MOST_OF_A_PART, clean.length()));
        }
        size += kept.length();
        parts.put(path, kept);
    }

    /** Notes why a part is not there. */
    void missing(String path, String why) {
        remarks.add("`%s`: not there: %s".formatted(path, Scrub.sentence(why)));
    }

    List<String> paths() {
        return List.copyOf(parts.keySet());
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** Writes the archive: the index first. */
    void write(OutputStream out) throws IOException {
        try (var archive = new Archive(out, time)) {
            archive.add("INDEX.md", index());
            for (var part : parts.entrySet()) {
                archive.add(part.getKey(), part.getValue());
            }
        }
    }

    private String index() {
        var index = new StringBuilder("""
                # Support case of %s, %s

                Look at it before you send it. Left out by rule: Secrets (never read), literal values of environment variables,
                credentials and prompts in arguments, annotations of other tools, headers of probes, containers' last words,
                engines' logs, and whatever looks like a credential or a prompt anywhere; `%s` stands where something was.

                ## What is in it

                """.formatted(subject, time, Scrub.LEFT_OUT));
        parts.forEach((path, text) -> index.append("- `%s` (%d characters)\n".formatted(path, text.length())));
        index.append("\n## What is not, and why\n\n");
        remarks.forEach(remark -> index.append("- ").append(remark).append('\n'));
        index.append("- engines' logs: they can hold prompts; look at them yourself with kubectl logs\n");
        return index.toString();
    }
}
