package dev.bailiwick.metrics;

import static org.assertj.core.api.Assertions.assertThat;

/** What must hold of the answer to any page. */
final class PagePromises {

    private PagePromises() {}

    /** All samples of a good page were handed out; the error of a bad one lies on the page. */
    static void assertAnswer(byte[] page, ParseResult answer, int handedOut) {
        switch (answer) {
            case ParseResult.Parsed parsed -> assertThat(handedOut).isEqualTo(parsed.samples());
            case ParseResult.Malformed error ->
                assertThat(error.column()).isBetween(1, lineLength(page, error.line()) + 1);
            case ParseResult.TooLarge large -> throw new AssertionError(large);
        }
    }

    private static int lineLength(byte[] page, int line) {
        int at = 0;
        for (int i = 1; i < line; i++) {
            while (page[at++] != '\n') {
                assertThat(at).isLessThan(page.length);
            }
        }
        int end = at;
        while (end < page.length && page[end] != '\n') {
            end++;
        }
        return end - at;
    }
}
