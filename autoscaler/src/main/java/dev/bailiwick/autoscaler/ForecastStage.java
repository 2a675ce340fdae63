package dev.bailiwick.autoscaler;

import dev.bailiwick.autoscaler.DemandStage.Demand;
import java.util.OptionalDouble;

/**
 * Third stage: what will be asked once replicas ordered now are ready. The first rule expects the arrivals of the last
 * minute to go on; a served rate is never taken for demand, since it cannot exceed capacity (design 6).
 */
final class ForecastStage {

    /**
     * What is expected.
     *
     * @param arrivalsPerSecond requests arriving per second; absent when they cannot be estimated
     */
    record Forecast(OptionalDouble arrivalsPerSecond) {}

    Forecast expect(Demand demand) {
        return new Forecast(demand.arrivalsPerSecond());
    }
}
