package dev.bailiwick.cli.replay;

import dev.bailiwick.cli.Fault;
import dev.bailiwick.lab.replay.Trace;
import java.nio.file.Path;
import java.time.Duration;

/** Which part of each trace is played: some history, which is not counted, and what is judged. */
final class Excerpt {
    private final TraceOptions options;
    private final double start;
    private final double length;
    private final double history;

    /** @throws Fault when an option is wrong whatever the trace */
    Excerpt(TraceOptions options) {
        this.options = options;
        this.start = Given.seconds(Given.duration("--start", options.start));
        this.length =
                options.length == null ? Double.MAX_VALUE : Given.seconds(Given.positive("--length", options.length));
        this.history = Given.seconds(Given.duration("--history", options.history));
        if (history > start) {
            throw Fault.usage(
                    "--history %s reaches back beyond the beginning of the trace, since --start is %s; give at most that, or start later"
                            .formatted(options.history, options.start));
        }
    }

    /** How long the history is, in seconds. */
    double history() {
        return history;
    }

    /**
     * The part of a trace, its history first.
     *
     * @throws Fault when there is none
     */
    Trace of(Trace trace, Path file) {
        if (start > 0 && start >= trace.seconds()) {
            throw Fault.usage("--start %s is beyond the end of %s, which is %s long; begin earlier"
                    .formatted(options.start, file, Progress.words(Duration.ofSeconds((long) trace.seconds()))));
        }
        Trace judged = start == 0 && length >= trace.seconds() ? trace : trace.cut(start, length);
        if (judged.requests() == 0) {
            throw Fault.usage("--start and --length leave no request of %s; choose another part".formatted(file));
        }
        return history == 0 ? judged : trace.cut(start - history, length + history);
    }
}
