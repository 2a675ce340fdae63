package dev.bailiwick.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.metrics.Pages.Sample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageParserTest {

    @Test
    void readsEverySampleOfARecordedPage() {
        // Given
        byte[] page = Pages.recorded();
        long lines = new String(page, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .count();

        // When
        List<Sample> samples = Pages.samples(PageParser.all(), page);

        // Then
        assertThat(samples).hasSize((int) lines);
        assertThat(samples)
                .contains(new Sample(
                        "vllm:request_success_total",
                        Labels.of(Map.of("engine", "0", "finished_reason", "length", "model_name", "tiny-llama")),
                        20.0));
    }

    @Test
    void handsOutOnlyTheNamesAskedFor() {
        // Given
        PageParser parser = PageParser.of(Set.of("vllm:num_requests_running", "vllm:num_requests_waiting"));

        // When
        List<Sample> samples = Pages.samples(parser, Pages.recorded());

        // Then
        assertThat(samples)
                .extracting(Sample::name)
                .containsExactly("vllm:num_requests_running", "vllm:num_requests_waiting");
    }

    @Test
    void givesTheSameSeriesInstancePageAfterPage() {
        // Given
        PageParser parser = PageParser.of(Set.of("vllm:num_requests_running"));
        List<Series> seen = new ArrayList<>();

        // When
        parser.parse(Pages.recorded(), (series, value) -> seen.add(series));
        parser.parse(Pages.recorded(), (series, value) -> seen.add(series));

        // Then
        assertThat(seen).hasSize(2);
        assertThat(seen.get(0)).isSameAs(seen.get(1));
    }

    @Test
    void readsAPageWhoseLinesChangedSinceTheLastOne() {
        // Given
        PageParser parser = PageParser.all();
        Pages.samples(parser, Pages.utf8("a 1\nb{x=\"1\"} 2\nc 3\nd 4\n"));

        // When
        List<Sample> samples = Pages.samples(parser, Pages.utf8("new 0\nb{x=\"1\"} 7\nb{x=\"2\"} 8\nd 9\na 10\n"));

        // Then
        assertThat(samples).extracting(Sample::value).containsExactly(0.0, 7.0, 8.0, 9.0, 10.0);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "a 1\nb 2\nc 3\na 4\n", // of two remembered lines
                "a 1\nd 2\na 3\n", // the second is out of its place
                "d 1\na 2\nb 3\nd 4\n", // of a new one
                "d 1\nd{} 2\n", // in two spellings
                "b 1\nb{} 2\n"
            })
    void refusesASeriesThatIsThereTwiceWhateverThePageBeforeHad(String page) {
        // Given
        PageParser parser = PageParser.all();
        Pages.samples(parser, Pages.utf8("a 1\nb 1\nc 1\n"));
        ParseResult cold = Pages.parse(page);

        // When
        ParseResult result = parser.parse(Pages.utf8(page), (series, value) -> {});

        // Then
        assertThat(result)
                .isEqualTo(cold)
                .isInstanceOfSatisfying(
                        ParseResult.Malformed.class,
                        malformed -> assertThat(malformed.message()).contains("appears twice on this page"));
    }

    @Test
    void readsOnAfterAPageThatIsNone() {
        // Given
        PageParser parser = PageParser.all();
        List<Sample> before = Pages.samples(parser, Pages.utf8("a 1\nb 2\n"));
        parser.parse(Pages.utf8("a 1\n<html>\n"), (series, value) -> {});

        // When
        List<Sample> samples = Pages.samples(parser, Pages.utf8("a 1\nb 2\n"));

        // Then
        assertThat(samples).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, -0.0",
        "1.0, 1",
        "+5, 5",
        "1e3, 1000",
        "1.7955333510606582e+09, 1.7955333510606582E9",
        "1.7e-05, 1.7E-5",
        ".5, 0.5",
        "5., 5",
        "123456789012345678901234567890, 1.2345678901234568E29",
        "1e400, Infinity",
        "1e-400, 0",
        "9007199254740993, 9.007199254740992E15",
        "0.1, 0.1",
        "4.35, 4.35",
        "NaN, NaN",
        "nan, NaN",
        "+Inf, Infinity",
        "-Inf, -Infinity",
        "inf, Infinity",
        "Infinity, Infinity",
    })
    void readsTheNumber(String written, Double value) {
        assertThat(Pages.samples("a " + written).getFirst().value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a 1",
                "a 1\r\n",
                "  a\t1  \n",
                "\n\n a 1\n\n",
                "a{} 1\n",
                "a 1 1395066363000\n",
                "a 1 1520879607.789\n",
                "a 1 # {trace_id=\"x\"} 0.67\n",
                "a 1 1520879607.789 # {trace_id=\"x\"} 0.67 1520879606\n",
                "# HELP a\n# TYPE a gauge\n# UNIT a seconds\na 1\n# EOF\n",
                "# any words at all\n#\na 1\n# EOF",
                "{\"a\"} 1\n",
            })
    void readsOneSampleFrom(String page) {
        assertThat(Pages.samples(page)).containsExactly(new Sample("a", Labels.NONE, 1.0));
    }

    @Test
    void unescapesLabelValuesAndSortsLabels() {
        // When
        List<Sample> samples = Pages.samples("a{z=\"back\\\\slash \\\"quoted\\\" line\\nfeed\", b = \"größer\",} 1\n");

        // Then
        assertThat(samples.getFirst().labels())
                .isEqualTo(Labels.of(Map.of("b", "größer", "z", "back\\slash \"quoted\" line\nfeed")));
    }

    @Test
    void readsAnEmptyPageAsNoSamples() {
        assertThat(Pages.parse("")).isEqualTo(new ParseResult.Parsed(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html>\\n | 1 | 1 | expected a metric name but found \"<html>\"; this looks like HTML, so the port or the path may be another service's",
                "a 1\\nb x\\n | 2 | 3 | expected a number but found \"x\"",
                "a\\n | 1 | 2 | expected a blank or '{' after the metric name but found the end of the line",
                "a | 1 | 2 | expected a blank or '{' after the metric name but found the end of the page",
                "a 1 2 3\\n | 1 | 7 | expected the end of the line but found \"3\"",
                "a 1x\\n | 1 | 3 | expected a number but found \"1x\"",
                "a{b=\"1\"}1\\n | 1 | 9 | expected a blank after the labels but found \"1\"",
                "a{b=\"1 2\\n | 1 | 5 | this quoted text does not end on its line",
                "a{b=\"\\q\"} 1\\n | 1 | 7 | expected '\\', '\"' or 'n' after a backslash but found \"q\"} 1\"",
                "a{b=1} 1\\n | 1 | 5 | expected a label value in double quotes but found \"1} 1\"",
                "a{1b=\"1\"} 1\\n | 1 | 3 | expected a label name but found \"1b=\"1\"} 1\"",
                "a{b=\"1\" c=\"2\"} 1\\n | 1 | 9 | expected ',' or '}' after a label but found \"c=\"2\"} 1\"",
                "a{b=\"1\",b=\"2\"} 1\\n | 1 | 9 | label \"b\" appears twice in one label set",
                "a 1\\na 2\\n | 2 | 1 | series a appears twice on this page",
                "a{x=\"1\",y=\"2\"} 1\\na{y=\"2\",x=\"1\"} 2\\n | 2 | 1 | series a{x=1, y=2} appears twice on this page",
                "# TYPE a thing\\n | 1 | 10 | expected a metric type but found \"thing\"",
                "# TYPE 1a gauge\\n | 1 | 8 | expected a metric name after # TYPE but found \"1a gauge\"",
                "# EOF\\na 1\\n | 2 | 1 | expected nothing after # EOF but found \"a 1\"",
                "{b=\"1\"} 1\\n | 1 | 1 | expected a metric name before the labels",
                "a 1 # x\\n | 1 | 7 | expected '{' of an exemplar but found \"x\"",
            })
    void saysWhereAndWhatIsWrong(String page, int line, int column, String message) {
        assertThat(Pages.parse(page.replace("\\n", "\n"))).isEqualTo(new ParseResult.Malformed(line, column, message));
    }

    @Test
    void readsAKnownSeriesWithMoreBlanksBeforeItsValue() {
        // Given
        PageParser parser = PageParser.all();
        Pages.samples(parser, Pages.utf8("a 10\nb{x=\"1\"} 10\n"));

        // When
        List<Sample> samples = Pages.samples(parser, Pages.utf8("a  9\nb{x=\"1\"}\t 9\n"));

        // Then
        assertThat(samples).extracting(Sample::value).containsExactly(9.0, 9.0);
    }

    @Test
    void readsAValueThatGoesOnWhereThePageBeforeEnded() {
        // Given
        PageParser parser = PageParser.all();
        Pages.samples(parser, Pages.utf8("a 1\nb 12"));

        // When
        List<Sample> samples = Pages.samples(parser, Pages.utf8("a 1\nb 123"));

        // Then
        assertThat(samples).extracting(Sample::value).containsExactly(1.0, 123.0);
    }

    @Test
    void readsALineThatHasNotChangedAsBeforeWhateverStandsBehindItsValue() {
        // Given
        PageParser parser = PageParser.all();
        byte[] page = Pages.utf8("a 7 1700000000\r\nb_bucket{le=\"1\"} 8 # {id=\"x\"} 0.5\nc NaN\n");
        List<Sample> before = Pages.samples(parser, page);

        // When
        List<Sample> samples = Pages.samples(parser, page);

        // Then
        assertThat(samples).isEqualTo(before).extracting(Sample::value).containsExactly(7.0, 8.0, Double.NaN);
    }

    @Test
    void tellsAKnownNameFromOneWithLabelsBehindABlank() {
        // Given
        PageParser parser = PageParser.all();
        Pages.samples(parser, Pages.utf8("a 1\n"));

        // When
        List<Sample> samples = Pages.samples(parser, Pages.utf8("a {x=\"1\"} 2\n"));

        // Then
        assertThat(samples).singleElement().satisfies(sample -> {
            assertThat(sample.labels().get("x")).isEqualTo("1");
            assertThat(sample.value()).isEqualTo(2);
        });
    }

    @Test
    void namesTheByteThatIsNotUtf8() {
        // Given
        byte[] page = Pages.utf8("a 1\n# HELP b x?y\n");
        page[14] = (byte) 0xc3;

        // When
        ParseResult result = PageParser.all().parse(page, (series, value) -> {});

        // Then
        assertThat(result).isEqualTo(new ParseResult.Malformed(2, 11, "byte 0xc3 is not valid UTF-8"));
    }

    @Test
    void refusesAPageAboveOneMebibyte() throws IOException {
        // Given
        byte[] largest = Pages.utf8("\n".repeat(PageParser.MAX_BYTES));
        byte[] larger = Pages.utf8("\n".repeat(PageParser.MAX_BYTES + 1));
        PageParser parser = PageParser.all();

        // When
        ParseResult atLimit = parser.parse(new ByteArrayInputStream(largest), (series, value) -> {});
        ParseResult aboveLimit = parser.parse(new ByteArrayInputStream(larger), (series, value) -> {});

        // Then
        assertThat(atLimit).isEqualTo(new ParseResult.Parsed(0));
        assertThat(aboveLimit).isEqualTo(new ParseResult.TooLarge(PageParser.MAX_BYTES));
    }
}
