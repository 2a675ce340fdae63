package dev.bailiwick.sandbox.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bailiwick.sandbox.engines.EngineHall;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Takes orders for load, one per deployment at a time, and says how they go. */
public final class LoadDesk {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EngineHall hall;
    private final InstantSource clock;
    private final Map<String, LoadDriver> loads = new ConcurrentHashMap<>();

    public LoadDesk(EngineHall hall, InstantSource clock) {
        this.hall = hall;
        this.clock = clock;
    }

    /** Starts the load that the order describes, in place of one that still runs. Durations are in seconds. */
    public String start(Map<String, String> order) {
        var plan = plan(order);
        var driver = new LoadDriver(plan, hall, clock);
        var before = loads.put(plan.deployment(), driver);
        if (before != null) {
            before.stop();
        }
        Thread.ofPlatform().daemon().name("load-" + plan.deployment()).start(driver);
        return json(driver.report());
    }

    /** What the clients of a deployment's load have felt, as JSON. */
    public String report(String deployment) {
        var driver = loads.get(deployment);
        if (driver == null) {
            throw new IllegalArgumentException("no load was ordered for \"" + deployment + "\"");
        }
        return json(driver.report());
    }

    private static LoadPlan plan(Map<String, String> order) {
        return new LoadPlan(
                needed(order, "deployment"),
                Path.of(needed(order, "trace")),
                seconds(order, "start", 0),
                seconds(order, "length", 240),
                number(order, "share", 1),
                new LoadPlan.Burst(
                        seconds(order, "burstAt", 0),
                        seconds(order, "burstLength", 0),
                        number(order, "burstFactor", 1)),
                routing(order.getOrDefault("routing", "least_loaded")),
                new LoadPlan.Objectives(seconds(order, "ttft", 2.5), seconds(order, "tpot", 0.1)),
                (long) number(order, "seed", 1));
    }

    private static String needed(Map<String, String> order, String key) {
        var value = order.get(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("the order lacks " + key);
        }
        return value;
    }

    private static double number(Map<String, String> order, String key, double otherwise) {
        var value = order.get(key);
        try {
            return value == null ? otherwise : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " is \"" + value + "\"; it must be a number", e);
        }
    }

    private static EngineHall.Routing routing(String name) {
        return Arrays.stream(EngineHall.Routing.values())
                .filter(routing -> routing.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("routing is \"" + name + "\"; it must be least_loaded or random"));
    }

    private static Duration seconds(Map<String, String> order, String key, double otherwise) {
        return Duration.ofMillis((long) (number(order, key, otherwise) * 1000));
    }

    private static String json(LoadReport report) {
        try {
            return JSON.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always JSON", e);
        }
    }
}
