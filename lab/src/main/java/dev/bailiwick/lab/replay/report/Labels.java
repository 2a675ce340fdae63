package dev.bailiwick.lab.replay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds room beside points for their names; a name without room is left out, since table and tip have it. */
final class Labels {
    /** Width of a character and height of a line at the size in which labels are set, bold, in pixels. */
    private static final double CHARACTER = 7.4;

    private static final double LINE = 13;

    private final double left;
    private final double top;
    private final double right;
    private final double bottom;
    private final List<Box> taken = new ArrayList<>();

    private record Box(double left, double top, double right, double bottom) {
        boolean overlaps(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    /** Where words go. */
    record Label(double x, double y, String anchor) {}

    Labels(double left, double top, double right, double bottom) {
        this.left = left;
        this.top = top;
        this.right = right;
        this.bottom = bottom;
    }

    /** Keeps a point free of names. */
    void occupy(double x, double y, double radius) {
        taken.add(new Box(x - radius, y - radius, x + radius, y + radius));
    }

    /** A place for words at a point: right, left, above or below, the nearer the better. */
    Optional<Label> place(String words, double x, double y, double gap) {
        double width = words.length() * CHARACTER;
        for (double shift : new double[] {0, -LINE, LINE, -2 * LINE, 2 * LINE}) {
            for (Label label :
                    List.of(new Label(x + gap, y + 4 + shift, "start"), new Label(x - gap, y + 4 + shift, "end"))) {
                double from = label.anchor().equals("start") ? label.x() : label.x() - width;
                Box box = new Box(from, label.y() - LINE + 3, from + width, label.y() + 3);
                boolean inside =
                        box.left >= left && box.right <= right && box.top >= top - LINE && box.bottom <= bottom;
                if (inside && taken.stream().noneMatch(box::overlaps)) {
                    taken.add(box);
                    return Optional.of(label);
                }
            }
        }
        return Optional.empty();
    }
}
