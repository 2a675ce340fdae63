package dev.bailiwick.lab.replay.peer;

/**
 * What the next interval brings, from the ones before (ai-dynamo/dynamo
 * components/src/dynamo/planner/core/load/predictors.py). Zeros before the first value above zero are left out.
 */
sealed interface DynamoPredictor {

    /** Adds the interval that ended. */
    void add(double value);

    /** Predicts the next one; once per interval. */
    double next();

    /** The next is as the last. */
    final class Constant implements DynamoPredictor {
        private double last;

        @Override
        public void add(double value) {
            last = value;
        }

        @Override
        public double next() {
            return last;
        }
    }

    /** A Kalman filter of level and trend. */
    final class Kalman implements DynamoPredictor {
        private static final double VAGUE = 1_000;

        private final double levelNoise;
        private final double trendNoise;
        private final double measurementNoise;
        private double level;
        private double trend;
        private double levelVariance = VAGUE;
        private double covariance;
        private double trendVariance = VAGUE;
        private boolean begun;
        private boolean predicted;

        Kalman(double levelNoise, double trendNoise, double measurementNoise) {
            this.levelNoise = levelNoise;
            this.trendNoise = trendNoise;
            this.measurementNoise = measurementNoise;
        }

        @Override
        public void add(double value) {
            if (!begun) {
                begun = value != 0;
                level = value;
                return;
            }
            if (!predicted) {
                predict();
            }
            predicted = false;
            double innovation = value - level;
            double spread = levelVariance + measurementNoise;
            double levelGain = levelVariance / spread;
            double trendGain = covariance / spread;
            level += levelGain * innovation;
            trend += trendGain * innovation;
            double levelBefore = levelVariance;
            double covarianceBefore = covariance;
            levelVariance = (1 - levelGain) * levelBefore;
            covariance = (1 - levelGain) * covarianceBefore;
            trendVariance -= trendGain * covarianceBefore;
        }

        @Override
        public double next() {
            if (begun && !predicted) {
                predict();
                predicted = true;
            }
            return level;
        }

        private void predict() {
            level += trend;
            levelVariance += 2 * covariance + trendVariance + levelNoise;
            covariance += trendVariance;
            trendVariance += trendNoise;
        }
    }
}
