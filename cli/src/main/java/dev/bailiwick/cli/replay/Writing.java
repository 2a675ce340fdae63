package dev.bailiwick.cli.replay;

import dev.bailiwick.cli.Fault;
import dev.bailiwick.lab.replay.Result;
import dev.bailiwick.lab.replay.report.Board;
import dev.bailiwick.lab.replay.report.MarkdownReport;
import dev.bailiwick.lab.replay.report.ReportPage;
import dev.bailiwick.lab.replay.report.ResultJson;
import dev.bailiwick.lab.replay.report.SummaryTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what runs came to: the table, and the files that were asked for. */
final class Writing {
    private final @Nullable Path json;
    private final @Nullable Path html;
    private final @Nullable Path page;
    private final PrintWriter out;

    /** What is written into a file. */
    @FunctionalInterface
    private interface Content {
        void write(Writer file) throws IOException;
    }

    /** @throws Fault when a file cannot be written, before hours are spent on what belongs into it */
    Writing(TraceOptions options, PrintWriter out) {
        this.json = writable("--json", options.json);
        this.html = writable("--html", options.html);
        this.page = options.page == null ? null : Given.directory("--page", options.page);
        this.out = out;
    }

    void write(List<Result> judged, List<Result> tuning, String command) throws IOException {
        out.print(SummaryTable.of(Board.of(judged, tuning)));
        file(json, file -> ResultJson.write(judged, tuning, file));
        file(html, file -> file.write(ReportPage.of(judged, tuning, command)));
        if (page != null) {
            page(page, MarkdownReport.of(judged, tuning, command));
        }
        out.flush();
    }

    private void page(Path directory, MarkdownReport.Page written) throws IOException {
        file(directory.resolve("README.md"), file -> file.write(written.text()));
        for (Map.Entry<String, String> picture : written.pictures().entrySet()) {
            file(directory.resolve(picture.getKey()), file -> file.write(picture.getValue()));
        }
    }

    private static @Nullable Path writable(String option, @Nullable Path file) {
        if (file == null) {
            return null;
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw Fault.usage("%s %s cannot be written: its directory is not there or closed to you; make it first"
                    .formatted(option, file));
        }
        if (Files.isDirectory(file)) {
            throw Fault.usage("%s %s is a directory; name a file".formatted(option, file));
        }
        return file;
    }

    private void file(@Nullable Path file, Content content) throws IOException {
        if (file == null) {
            return;
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (Writer writer = Files.newBufferedWriter(part)) {
                content.write(writer);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        out.println("wrote " + file);
    }
}
