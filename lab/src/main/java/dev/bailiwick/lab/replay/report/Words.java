package dev.bailiwick.lab.replay.report;

import dev.bailiwick.lab.replay.Cell;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Numbers and cells as a person reads them. */
final class Words {
    /** What arithmetic on shares may lack of the number that it means, in percent. */
    private static final double ROUNDED = 1e-9;

    private Words() {}

    /** A share in percent. Towards 100 % one digit more is shown, and it is never rounded up to 100 or down to 0. */
    static String percent(double share) {
        double percent = share * 100;
        int digits = (percent >= 99 && percent < 100) || (percent > 0 && percent < 1) ? 2 : 1;
        RoundingMode rounding = percent > 50 ? RoundingMode.DOWN : RoundingMode.HALF_UP;
        return percent == 100 || percent == 0
                ? (int) percent + " %"
                : new BigDecimal(percent + ROUNDED).setScale(digits, rounding).toPlainString() + " %";
    }

    /** Three digits that matter, as a rule: 0.0512, 5.12, 51.2, 512. */
    static String number(double value) {
        double size = Math.abs(value);
        int digits = size == 0 || size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** A ratio: 1.00, 2.41. */
    static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** A time of a trace: 1 d 02:30, 02:30 or, below an hour and with seconds, 12:05. */
    static String clock(double seconds) {
        long whole = Math.round(seconds);
        long days = whole / 86_400;
        String time =
                String.format(Locale.ROOT, "%02d:%02d:%02d", whole % 86_400 / 3_600, whole % 3_600 / 60, whole % 60);
        return days == 0 ? time : days + " d " + time;
    }

    /** A length of time: 2.5 s, 100 ms, 12 h. */
    static String length(Duration duration) {
        double seconds = duration.toNanos() / 1e9;
        if (seconds < 1) {
            return trimmed(seconds * 1_000) + " ms";
        }
        return seconds < 120
                ? trimmed(seconds) + " s"
                : seconds < 7_200 ? trimmed(seconds / 60) + " min" : trimmed(seconds / 3_600) + " h";
    }

    /** Seconds as a length of time. */
    static String seconds(double seconds) {
        return length(Duration.ofNanos(Math.round(seconds * 1e9)));
    }

    private static String trimmed(double value) {
        return new BigDecimal(value)
                .setScale(1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** A cell on one line. */
    static String cell(Cell cell) {
        Cell.ColdStart start = cell.coldStart();
        return seconds(cell.trace().seconds()) + " of " + cell.trace().name()
                + (cell.load() == 1 ? "" : " x " + trimmed(cell.load()))
                + " on " + cell.engine().name()
                + ", cold start " + seconds(start.medianSeconds())
                + (start.sigma() == 0 ? "" : " (log-normal, sigma " + trimmed(start.sigma() * 100) + " %)")
                + ", " + router(cell.router())
                + (cell.historySeconds() == 0 ? "" : ", after " + seconds(cell.historySeconds()) + " of history")
                + (cell.perturbation().faults().isEmpty()
                        ? ""
                        : ", perturbed: " + String.join(" ", cell.perturbation().faults()));
    }

    /** A router as {@code --router} takes it. */
    static String router(Cell.Routing routing) {
        return routing.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
