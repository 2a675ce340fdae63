package dev.bailiwick.lab.replay.report;

import java.util.Locale;
import java.util.regex.Matcher;

/** A picture in the making, in units of CSS pixels; colours come from the page's style by class. */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    /** Begins a picture that says in words what it shows. */
    Svg(int width, int height, String label) {
        text.append("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
                .formatted(width, height, escaped(label)));
    }

    /** A straight line. */
    Svg line(String style, double x1, double y1, double x2, double y2) {
        text.append("<path class=\"%s\" d=\"M%s %sL%s %s\"/>\n".formatted(style, n(x1), n(y1), n(x2), n(y2)));
        return this;
    }

    /** A rectangle, with a tip that shows while it is pointed at. */
    Svg box(String style, double x, double y, double width, double height, String tip) {
        text.append("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"%s\n"
                .formatted(style, n(x), n(y), n(Math.max(0, width)), n(Math.max(0, height)), tipped(tip, "rect")));
        return this;
    }

    /** A circle, with a tip. */
    Svg circle(String style, double x, double y, double radius, String tip) {
        text.append("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"%s\n"
                .formatted(style, n(x), n(y), n(radius), tipped(tip, "circle")));
        return this;
    }

    /** A path. */
    Svg path(String style, CharSequence path) {
        text.append("<path class=\"%s\" d=\"%s\"/>\n".formatted(style, path));
        return this;
    }

    /** A path that is a link within the page, with a tip. */
    Svg link(String target, String style, CharSequence path, String tip) {
        text.append("<a href=\"#%s\"><path class=\"%s\" d=\"%s\"%s</a>\n"
                .formatted(target, style, path, tipped(tip, "path")));
        return this;
    }

    /** Words; {@code anchor} is start, middle or end. */
    Svg words(String style, double x, double y, String anchor, String words) {
        text.append("<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
                .formatted(style, n(x), n(y), anchor, escaped(words)));
        return this;
    }

    /** The picture. */
    String end() {
        return text + "</svg>\n";
    }

    /** A picture as a file of its own, with the page's style in it. */
    static String alone(String picture, int width, int height) {
        return picture.replaceFirst(
                        "<svg ",
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
                                .formatted(width, height))
                .replaceFirst(
                        ">\n",
                        Matcher.quoteReplacement(">\n<style>\n" + ReportPage.resource("report.css") + "</style>\n"));
    }

    /** A coordinate with a tenth of a pixel. */
    static String n(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String tipped(String tip, String element) {
        return tip.isEmpty() ? "/>" : "><title>" + escaped(tip) + "</title></" + element + ">";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
