package dev.bailiwick.lab.simulator;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many times as long a step took in each phase as the fitted profile says: {@code fit.py} prints it. */
final class Speeds {
    private static final Map<String, String> MEASURED = Map.of(
            "a",
            "load30 0.953, load60 0.861, load85 0.914, over200 0.993, recover30 1.011, long50 0.881, back50 1.025, restart30 0.948",
            "b",
            "load60 1.000, over170 1.148, recover30 1.119, prefix60 1.007, load85 0.973, kvpress 1.002, load30 0.996");

    private Speeds() {}

    static Map<String, Double> of(String series) {
        return Stream.of(MEASURED.getOrDefault(series, "").split(", "))
                .map(entry -> entry.split(" "))
                .collect(Collectors.toMap(entry -> entry[0], entry -> Double.valueOf(entry[1])));
    }
}
