package dev.bailiwick.autoscaler.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.bailiwick.autoscaler.Capacity;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.Need;
import dev.bailiwick.autoscaler.Signals;
import java.io.IOException;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Writes a decision as the last column of its tick. */
final class DecisionEncoder {

    private DecisionEncoder() {}

    /** Writes a decision; {@code message} is null when the one before said the same. */
    static void write(JsonGenerator json, Decision decision, long at, @Nullable String message) throws IOException {
        json.writeStartArray();
        json.writeNumber(decision.at().toEpochMilli() - at);
        json.writeNumber(decision.from());
        json.writeNumber(decision.desired());
        json.writeNumber(decision.recommended());
        json.writeString(decision.reason().name());
        json.writeString(message);
        json.writeStartArray();
        for (Need need : decision.needs()) {
            json.writeStartArray();
            json.writeString(need.term().name());
            json.writeNumber(need.replicas());
            json.writeNumber(need.uncapped());
            json.writeEndArray();
        }
        json.writeEndArray();
        capacity(json, decision.capacity());
        signals(json, decision.signals());
        json.writeEndArray();
    }

    private static void capacity(JsonGenerator json, Capacity capacity) throws IOException {
        json.writeStartArray();
        json.writeNumber(capacity.concurrency());
        number(json, capacity.full());
        number(json, capacity.finishedPerSecond());
        number(json, capacity.promptTokens());
        number(json, capacity.generationTokens());
        json.writeEndArray();
    }

    private static void signals(JsonGenerator json, Signals signals) throws IOException {
        json.writeStartArray();
        number(json, signals.running());
        number(json, signals.waiting());
        number(json, signals.tokensPerSecond());
        number(json, signals.kvCacheUsage());
        number(json, signals.arrivalsPerSecond());
        json.writeEndArray();
    }

    private static void number(JsonGenerator json, OptionalDouble value) throws IOException {
        if (value.isPresent()) {
            json.writeNumber(value.getAsDouble());
        } else {
            json.writeNull();
        }
    }
}
