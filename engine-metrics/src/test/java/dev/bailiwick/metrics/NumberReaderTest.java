package dev.bailiwick.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever it does to be fast, a number is read as the library reads it, to the bit. */
class NumberReaderTest {
    private static final int MANY = 300_000;

    private static double read(String text) {
        NumberReader numbers = new NumberReader();
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertThat(numbers.read(bytes, 0, bytes.length)).as(text).isEqualTo(bytes.length);
        return numbers.value();
    }

    private static boolean same(String text) {
        return Double.doubleToRawLongBits(read(text)) == Double.doubleToRawLongBits(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0.0",
                "9007199254740992",
                "9007199254740993",
                "9007199254740995",
                "-9007199254740993.0",
                "9223372036854775807",
                "9223372036854775808",
                "18446744073709551616",
                "922337203685477580.7",
                "0.30000000000000004",
                "1.7976931348623157e308",
                "4.9e-324",
                "2.2250738585072014E-308",
                "1e23",
                "123456789012345678e5",
                "123456789012345678e-22",
                "123456789012345678e-23",
                "7.038531e-26",
                "0.000000000000000000000000000000000000000001"
            })
    void aNumberAtAnEdgeIsReadAsTheLibraryReadsIt(String text) {
        assertThat(same(text)).isTrue();
    }

    @Test
    void soIsAnyDouble() {
        // Given
        Random random = new Random(1);
        // Then
        for (int i = 0; i < MANY; i++) {
            double any = Math.abs(random.nextGaussian()) * Math.pow(10, random.nextInt(20) - 6);
            assertThat(same(Double.toString(any))).as("%s", any).isTrue();
            double wild = Double.longBitsToDouble(random.nextLong());
            assertThat(!Double.isFinite(wild) || same(Double.toString(wild)))
                    .as("%s", wild)
                    .isTrue();
        }
    }

    @Test
    void soIsAnyDecimal() {
        // Given
        Random random = new Random(2);
        // Then
        for (int i = 0; i < MANY; i++) {
            String digits = Long.toString(random.nextLong(Long.MAX_VALUE) >>> random.nextInt(12));
            int point = random.nextInt(digits.length() + 1);
            String text = (point == 0 ? "0" : digits.substring(0, point)) + "." + digits.substring(point);
            assertThat(same(text.endsWith(".") ? text + "0" : text)).as(text).isTrue();
        }
    }

    @Test
    void soIsWhatLiesHalfwayBetweenTwoDoublesAndBesideIt() {
        // Given
        Random random = new Random(3);
        // Then
        for (int i = 0; i < MANY; i++) {
            // An odd number of 54 bits lies between two doubles.
            long between = (1L << 53) + 2 * random.nextLong(1L << 52) + 1;
            for (String text : new String[] {between + "", between + ".0", between + "e-1", (between + 1) + "e-3"}) {
                assertThat(same(text)).as(text).isTrue();
            }
        }
    }
}
