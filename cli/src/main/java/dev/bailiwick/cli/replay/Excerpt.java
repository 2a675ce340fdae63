package dev.bailiwick.cli.replay;

import dev.bailiwick.cli.Fault;
import dev.bailiwick.lab.replay.ClientPhases;
import dev.bailiwick.lab.replay.Trace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Which part of each trace is played: some history, which is not counted, and what is judged. */
final class Excerpt {
    /** Of the phases: the same trace is the same for everybody. */
    private static final long SEED = 1;

    private final TraceOptions options;
    private final double start;
    private final double length;
    private final double history;
    private final Phases phases;

    /** Which versions of a trace are played. */
    enum Phases {
        /** As it was recorded. */
        AS_IS,
        /** With its clients out of step. */
        SHIFTED,
        /** One after the other. */
        BOTH
    }

    /** @throws Fault when an option is wrong whatever the trace */
    Excerpt(TraceOptions options) {
        this.options = options;
        this.start = Given.seconds(Given.duration("--start", options.start));
        this.length =
                options.length == null ? Double.MAX_VALUE : Given.seconds(Given.positive("--length", options.length));
        this.history = Given.seconds(Given.duration("--history", options.history));
        this.phases = Given.clientPhases(options.clientPhases);
        if (history % 60 != 0) {
            throw Fault.usage(
                    "--history %s is no whole number of minutes; write it like 6h or 90m".formatted(options.history));
        }
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
     * The part of a trace in each version, its history first.
     *
     * @throws Fault when there is none
     */
    List<Trace> of(Trace trace, Path file) {
        return switch (phases) {
            case AS_IS -> List.of(part(trace, file));
            case SHIFTED -> List.of(part(shifted(trace), file));
            case BOTH -> List.of(part(trace, file), part(shifted(trace), file));
        };
    }

    private static Trace shifted(Trace trace) {
        return ClientPhases.shifted(trace, SEED);
    }

    private Trace part(Trace trace, Path file) {
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
