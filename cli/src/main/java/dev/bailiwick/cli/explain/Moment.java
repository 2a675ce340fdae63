package dev.bailiwick.cli.explain;

import dev.bailiwick.cli.Fault;
import dev.bailiwick.workload.Durations;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/** A moment as people write it. */
final class Moment {
    private Moment() {}

    /**
     * The moment that {@code text} says: RFC 3339, {@code now}, a time of day in {@code zone} (the last such moment, so
     * that 23:50 asked at midnight is yesterday's), or a duration before now such as {@code -15m}.
     *
     * @throws Fault when it says none, or one to come
     */
    static Instant parse(String text, Instant now, ZoneId zone) {
        var moment = read(text, now, zone);
        if (moment.isAfter(now)) {
            throw Fault.usage("--at %s is to come: name a moment that has passed".formatted(text));
        }
        return moment;
    }

    private static Instant read(String text, Instant now, ZoneId zone) {
        try {
            if (text.equals("now")) {
                return now;
            }
            if (text.startsWith("-")) {
                return now.minus(Durations.parse(text.substring(1)));
            }
            if (text.matches("[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?")) {
                var padded = text.indexOf(':') == 1 ? "0" + text : text;
                var today = now.atZone(zone).toLocalDate();
                var moment = LocalTime.parse(padded).atDate(today).atZone(zone);
                return (moment.toInstant().isAfter(now) ? moment.minusDays(1) : moment).toInstant();
            }
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException | IllegalArgumentException | ArithmeticException e) {
            throw Fault.usage(
                    "--at %s is no moment: write it like 2026-11-24T14:03:00Z, 14:03, -15m or now".formatted(text), e);
        }
    }
}
