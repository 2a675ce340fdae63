package dev.bailiwick.lab.replay.report;

import org.jspecify.annotations.Nullable;

/**
 * One quantity over the seeds of a setting.
 *
 * @param mean its mean
 * @param min its smallest value
 * @param max its largest
 * @param margin half the width of the 95 % confidence interval of the mean, by Student's t; null with one seed
 */
public record Spread(
        double mean, double min, double max, @Nullable Double margin) {
    /** Two-sided 95 % quantiles of Student's t for 1 to 30 degrees of freedom; beyond them the last, which is wider. */
    private static final double[] STUDENT = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    /** The spread of one value or more. */
    static Spread of(double... values) {
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            sum += value;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        double mean = sum / values.length;
        return new Spread(mean, min, max, values.length == 1 ? null : (Double) margin(mean, values));
    }

    private static double margin(double mean, double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        int freedom = values.length - 1;
        return STUDENT[Math.min(freedom, STUDENT.length) - 1] * Math.sqrt(squares / freedom / values.length);
    }
}
