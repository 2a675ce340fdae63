package dev.bailiwick.lab.simulator;

import dev.bailiwick.metrics.Labels;
import dev.bailiwick.metrics.PageWriter;
import java.util.Map;
import java.util.SequencedMap;

/** Writes whole metric families of one engine, each counter and histogram followed by its {@code _created} gauge. */
final class FamilyWriter {
    private final PageWriter page = new PageWriter();
    private final Labels model;
    private final Labels engine;
    private final double createdAt;

    /**
     * A page with no family yet.
     *
     * @param modelName the label on every series of the model
     * @param createdAt when the engine's process began, in seconds since the epoch
     */
    FamilyWriter(String modelName, double createdAt) {
        this.model = Labels.of(Map.of("model_name", modelName));
        this.engine = model.with("engine", "0");
        this.createdAt = createdAt;
    }

    void gauge(String name, String help, double value) {
        page.gauge(name, help).sample(engine, value);
    }

    void gauges(String name, String help, String label, SequencedMap<String, Double> values) {
        page.gauge(name, help);
        values.forEach((labelValue, value) -> page.sample(engine.with(label, labelValue), value));
    }

    /** An info gauge, which carries no model name. */
    void info(String name, String help, Map<String, String> labels) {
        page.gauge(name, help).sample(Labels.of(labels).with("engine", "0"), 1);
    }

    void counter(String name, String help, long value) {
        page.counter(name, help).sample(engine, (double) value);
        page.created(name, help).sample(engine, createdAt);
    }

    void counters(String name, String help, String label, SequencedMap<String, Long> values) {
        counters(engine, name, help, label, values);
    }

    /** Counters of the API server, which carry no engine. */
    void modelCounters(String name, String help, String label, SequencedMap<String, Long> values) {
        counters(model, name, help, label, values);
    }

    void histogram(String name, String help, Histogram histogram) {
        page.histogram(name, help).buckets(engine, histogram.upperEdges(), histogram.counts(), histogram.sum());
        page.created(name, help).sample(engine, createdAt);
    }

    byte[] bytes() {
        return page.bytes();
    }

    private void counters(Labels labels, String name, String help, String label, SequencedMap<String, Long> values) {
        page.counter(name, help);
        values.forEach((labelValue, value) -> page.sample(labels.with(label, labelValue), (double) value));
        page.created(name, help);
        values.forEach((labelValue, value) -> page.sample(labels.with(label, labelValue), createdAt));
    }
}
