package dev.bailiwick.metrics;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A place on a page, and the first fault found there. */
final class PageCursor {

    private static final int QUOTED_BYTES = 16;

    byte[] bytes = new byte[0];
    int at;
    int limit;
    int faultAt;

    @Nullable
    String fault;

    void reset(byte[] page, int length) {
        bytes = page;
        at = 0;
        limit = length;
        faultAt = 0;
        fault = null;
    }

    /** The byte here, or -1 at the end of the page. */
    int peek() {
        return at < limit ? bytes[at] & 0xff : -1;
    }

    void skipBlanks() {
        while (at < limit && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
    }

    boolean atLineEnd() {
        return at >= limit || bytes[at] == '\n' || (bytes[at] == '\r' && (at + 1 == limit || bytes[at + 1] == '\n'));
    }

    /** Steps over the line end here, if there is one. */
    void skipLineEnd() {
        if (at < limit && bytes[at] == '\r') {
            at++;
        }
        if (at < limit && bytes[at] == '\n') {
            at++;
        }
    }

    /** Steps to the line feed that ends this line, or to the end of the page. */
    void skipToLineFeed() {
        while (at < limit && bytes[at] != '\n') {
            at++;
        }
    }

    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Records that something else was expected here. Always false, so that a reader can return it. */
    boolean expected(String what) {
        return fail("expected " + what + " but found " + found());
    }

    boolean fail(String message) {
        return failAt(at, message);
    }

    boolean failAt(int place, String message) {
        if (fault == null) {
            fault = message;
            faultAt = place;
        }
        return false;
    }

    private String found() {
        if (at >= limit) {
            return "the end of the page";
        }
        if (atLineEnd()) {
            return "the end of the line";
        }
        StringBuilder quoted = new StringBuilder("\"");
        int end = Math.min(limit, at + QUOTED_BYTES);
        for (int i = at; i < end && bytes[i] != '\n' && bytes[i] != '\r'; i++) {
            int b = bytes[i] & 0xff;
            quoted.append(b >= 0x20 && b < 0x7f ? String.valueOf((char) b) : "\\x%02x".formatted(b));
        }
        return quoted.append('"').toString();
    }
}
