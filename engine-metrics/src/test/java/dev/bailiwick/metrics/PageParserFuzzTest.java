package dev.bailiwick.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;

/** Any two pages, one after the other: what a parser remembers of the first must not change what it reads from the second. */
class PageParserFuzzTest {

    @AfterAll
    static void theFuzzerSawItsSubject() throws ReflectiveOperationException {
        SeenByFuzzer.atLeast(200);
    }

    @FuzzTest(maxDuration = "60s")
    void aParserThatRemembersReadsAsOneThatDoesNot(FuzzedDataProvider data) {
        // Given
        PageParser warm = PageParser.all();
        byte[] before = data.consumeBytes(data.consumeInt(0, 4096));
        byte[] page = data.consumeRemainingAsBytes();
        warm.parse(before, (series, value) -> {});

        // When
        var cold = new ArrayList<Pages.Sample>();
        var again = new ArrayList<Pages.Sample>();
        ParseResult first = PageParser.all()
                .parse(page, (series, value) -> cold.add(new Pages.Sample(series.name(), series.labels(), value)));
        ParseResult second =
                warm.parse(page, (series, value) -> again.add(new Pages.Sample(series.name(), series.labels(), value)));

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(again).isEqualTo(cold);
        PagePromises.assertAnswer(page, first, cold.size());
    }
}
