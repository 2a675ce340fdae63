package dev.bailiwick.lab.replay.journal;

import dev.bailiwick.autoscaler.journal.JournalEntry.Decided;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A field in which two decisions of one tick differ.
 *
 * @param field its path in the decision, such as {@code capacity.full}
 * @param journaled what the journal says there
 * @param again what was decided now
 */
public record Difference(String field, String journaled, String again) {
    private static final String NONE = "nothing";

    /** Every field in which they differ, in the order of the decision; numbers are written so that each bit shows. */
    public static List<Difference> between(Decided journaled, Decided again) {
        List<Difference> found = new ArrayList<>();
        collect("", journaled, again, found);
        return List.copyOf(found);
    }

    private static void collect(
            String field, @Nullable Object journaled, @Nullable Object again, List<Difference> found) {
        if (journaled instanceof Record one && again instanceof Record other && one.getClass() == other.getClass()) {
            for (RecordComponent component : one.getClass().getRecordComponents()) {
                String path = field.isEmpty() ? component.getName() : field + "." + component.getName();
                collect(path, value(component, one), value(component, other), found);
            }
        } else if (journaled instanceof List<?> one && again instanceof List<?> other) {
            for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
                collect(field + "[" + i + "]", at(one, i), at(other, i), found);
            }
        } else if (journaled == null ? again != null : !journaled.equals(again)) {
            found.add(new Difference(field, text(journaled), text(again)));
        }
    }

    private static @Nullable Object at(List<?> list, int index) {
        return index < list.size() ? list.get(index) : null;
    }

    private static @Nullable Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> NONE;
            case OptionalDouble number -> number.isPresent() ? Double.toString(number.getAsDouble()) : NONE;
            case String sentence -> "\"" + sentence + "\"";
            default -> value.toString();
        };
    }
}
