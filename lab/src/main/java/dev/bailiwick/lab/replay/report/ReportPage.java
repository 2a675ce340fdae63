package dev.bailiwick.lab.replay.report;

import dev.bailiwick.lab.replay.Result;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One page of HTML with everything in it: pictures, tables, the reason of each change of size. It loads nothing, and all
 * but the jumping from mark to mark works without scripts.
 */
public final class ReportPage {
    private static final String TYPE = "text/html";

    private ReportPage() {}

    /**
     * The page.
     *
     * @param judged runs that count, at least one
     * @param tuning runs that only served to choose a setting
     * @param command the command that made it, as its reader would type it
     */
    public static String of(List<Result> judged, List<Result> tuning, String command) {
        Engine engine = Engine.builder()
                .addDefaults()
                .addValueResolver(ValueResolvers.rawResolver())
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of(TYPE)))
                .strictRendering(true)
                .build();
        List<Section> sections = new ArrayList<>();
        for (Board board : Board.of(judged, tuning)) {
            sections.add(Section.of(board, "c" + (sections.size() + 1)));
        }
        Page page = new Page(
                command, judged.size() + tuning.size(), resource("report.css"), resource("report.js"), sections);
        return engine.parse(resource("report.html"), Variant.forContentType(TYPE))
                .data("page", page)
                .render();
    }

    /**
     * What the template is filled with.
     *
     * @param command the command that made it
     * @param runs how many runs
     * @param style the style sheet
     * @param script the script
     * @param sections the cells, those first in which ours loses
     */
    public record Page(String command, int runs, String style, String script, List<Section> sections) {}

    /** A file beside this class. */
    static String resource(String name) {
        try (InputStream stream = ReportPage.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing from the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
