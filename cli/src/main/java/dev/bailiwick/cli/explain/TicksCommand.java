package dev.bailiwick.cli.explain;

import dev.bailiwick.autoscaler.journal.JournalFiles;
import dev.bailiwick.autoscaler.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ticks}: the last ticks of a deployment in a journal, one account a line; {@code diagnose} runs it in the operator's pod. */
@Command(name = "ticks", hidden = true, description = "Prints the last ticks of a ModelDeployment in a journal.")
public final class TicksCommand implements Callable<Integer> {
    /** A quarter of an hour at 2 s. */
    private static final int MOST = 450;
    /** Segments that are read, the newest; a segment holds hours of a few deployments. */
    private static final int SEGMENTS = 2;

    @Parameters(paramLabel = "NAMESPACE/NAME")
    private String target = "";

    @Option(names = "--journal", paramLabel = "DIR", required = true)
    private @Nullable Path journal;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var segments = JournalFiles.in(java.util.Objects.requireNonNull(journal));
        var lines = new ArrayDeque<String>();
        for (var segment : segments.subList(Math.max(0, segments.size() - SEGMENTS), segments.size())) {
            JournalReader.read(segment, entry -> {
                if (entry.deployment().equals(target)) {
                    if (lines.size() == MOST) {
                        lines.removeFirst();
                    }
                    lines.add(AccountJson.line(
                            JournalAccount.of(new Glimpse(entry, Optional.empty(), List.of(), List.of()))));
                }
            });
        }
        var out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
        return 0;
    }
}
