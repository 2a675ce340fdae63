package dev.bailiwick.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The promise for any bytes at all: samples, or an error that lies on the page; the same answer every time; and a
 * reading for every engine, never an exception. */
class AnyPageTest {

    private static final byte[] RECORDED = Pages.recorded();

    private static final byte[] SYNTAX =
            "{}\",=#\\\n\r\t eE+-.0123456789NaInf_:xyz\u00e9".getBytes(StandardCharsets.UTF_8);

    private final PageParser warm = PageParser.all();

    private final List<EngineReader> readers =
            Arrays.stream(EngineKind.values()).map(EngineReader::new).toList();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void mutatedRealPagesGiveSamplesOrAnErrorOnThePage(long seed) {
        // Given
        Random random = new Random(seed);
        for (int round = 0; round < 250; round++) {
            byte[] page = RECORDED.clone();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                page[random.nextInt(page.length)] = SYNTAX[random.nextInt(SYNTAX.length)];
            }
            int length = random.nextBoolean() ? page.length : random.nextInt(page.length);

            // When, then
            assertAnswers(Arrays.copyOf(page, length));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void randomBytesGiveSamplesOrAnErrorOnThePage(long seed) {
        // Given
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            byte[] page = new byte[random.nextInt(200)];
            random.nextBytes(page);
            if (random.nextInt(4) > 0) {
                for (int i = 0; i < page.length; i++) {
                    page[i] = SYNTAX[random.nextInt(SYNTAX.length)];
                }
            }

            // When, then
            assertAnswers(page);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a{", "a{b=\"", "a{b=\"1\",", "\"", "1", "#", "a 1\n", "\\", "a{b=\"\\n", "{\"", "\u00e9"})
    void aMebibyteOfOneThingIsAnswered(String thing) {
        // Given
        byte[] unit = Pages.utf8(thing);
        byte[] page = new byte[PageParser.MAX_BYTES];
        for (int i = 0; i < page.length; i++) {
            page[i] = unit[i % unit.length];
        }

        // When, then
        assertAnswers(page);
    }

    private void assertAnswers(byte[] page) {
        for (EngineReader reader : readers) {
            assertThat(reader.read(page)).isNotNull();
        }
        List<Double> cold = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        ParseResult first = PageParser.all().parse(page, (series, value) -> cold.add(value));
        ParseResult second = warm.parse(page, (series, value) -> again.add(value));
        assertThat(second).isEqualTo(first);
        assertThat(again).isEqualTo(cold);
        PagePromises.assertAnswer(page, first, cold.size());
    }
}
