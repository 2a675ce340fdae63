package dev.bailiwick.lab.replay;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The knobs of a policy and where they stand.
 *
 * @param values knob to value, in the order of the policy's documentation; durations in seconds, shares from 0 to 1
 */
public record Setting(SequencedMap<String, Double> values) {

    /** Copies the values. */
    public Setting {
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }

    /** The same with one knob turned. */
    public Setting with(String knob, double value) {
        SequencedMap<String, Double> turned = new LinkedHashMap<>(values);
        turned.put(knob, value);
        return new Setting(turned);
    }

    /** Where a knob stands. */
    public double get(String knob) {
        Double value = values.get(knob);
        if (value == null) {
            throw new IllegalArgumentException("there is no knob " + knob + " among " + values.keySet());
        }
        return value;
    }

    /** As it is printed: {@code target=32 window=60}, empty without knobs. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        values.forEach((knob, value) -> text.append(text.isEmpty() ? "" : " ")
                .append(knob)
                .append('=')
                .append(value == Math.rint(value) ? String.valueOf(value.longValue()) : String.valueOf(value)));
        return text.toString();
    }
}
