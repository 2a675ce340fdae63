package dev.bailiwick.cli.replay;

import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.journal.JournalReader;
import dev.bailiwick.cli.Fault;
import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.replay.Operated;
import dev.bailiwick.lab.replay.Result;
import dev.bailiwick.lab.replay.Runner;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.Trace;
import dev.bailiwick.lab.replay.journal.JournalTraffic;
import dev.bailiwick.lab.replay.journal.JournalTraffic.Estimate;
import dev.bailiwick.lab.replay.matrix.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Simulates what a journal's deployments were sent, under the policy that was in force and under another one. */
final class ClosedLoop {
    private final TraceOptions options;
    private final CellOptions place;
    private final PrintWriter out;
    private final boolean terminal;

    ClosedLoop(TraceOptions options, CellOptions place, PrintWriter out, boolean terminal) {
        this.options = options;
        this.place = place;
        this.out = out;
        this.terminal = terminal;
    }

    int run(List<Path> segments, @Nullable PolicyFile instead, Execution execution, String command) throws IOException {
        int seeds = Given.seeds(options.seeds);
        Writing writing = new Writing(options, out);
        out.println("a simulation, not the journal: arrivals are estimated from the pages that it holds, engines are "
                + place.engine);
        List<Run> runs = new ArrayList<>();
        traffic(segments).forEach((deployment, traffic) -> {
            switch (traffic.estimate()) {
                case Estimate.Unknown unknown -> out.println("%s is left out: %s".formatted(deployment, unknown.why()));
                case Estimate.Estimated estimated -> runs.addAll(runs(deployment, estimated, instead, seeds));
            }
        });
        if (runs.isEmpty()) {
            throw Fault.failed("there is nothing to simulate in this journal");
        }
        List<Result> results = execution.results(runs, new Progress(out, terminal, runs.size(), execution.known(runs)));
        writing.write(results, List.of(), command);
        return 0;
    }

    private static SortedMap<String, JournalTraffic> traffic(List<Path> segments) throws IOException {
        SortedMap<String, JournalTraffic> traffic = new TreeMap<>();
        for (Path segment : segments) {
            JournalReader.read(
                    segment,
                    entry -> traffic.computeIfAbsent(entry.deployment(), JournalTraffic::new)
                            .entry(entry));
        }
        return traffic;
    }

    private List<Run> runs(String deployment, Estimate.Estimated estimated, @Nullable PolicyFile instead, int seeds) {
        Trace trace = estimated.trace();
        out.println("%s: about %,d requests in %s%s"
                .formatted(
                        deployment,
                        trace.requests(),
                        Progress.words(Duration.ofSeconds((long) trace.seconds())),
                        estimated.starts().isEmpty()
                                ? ", no start was seen whole"
                                : ", %d starts seen, median %s"
                                        .formatted(
                                                estimated.starts().size(),
                                                Progress.words(median(estimated.starts())))));
        if (trace.seconds() <= Runner.UNCOUNTED.toSeconds()) {
            out.println("%s is left out: a run does not count its first 15 minutes, and this journal has no more"
                    .formatted(deployment));
            return List.of();
        }
        Policy before = estimated.policy();
        Cell cell = cell(trace, before, estimated.starts());
        List<Run> runs = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            runs.add(new Run(cell, entrant("as-journaled", before), none(), seed));
        }
        if (instead != null) {
            Entrant other = entrant("policy-file", instead.instead(before));
            for (long seed = 1; seed <= seeds; seed++) {
                runs.add(new Run(cell, other, none(), seed));
            }
        }
        return runs;
    }

    private Cell cell(Trace trace, Policy policy, List<Duration> starts) {
        Cell cell = place.cell(trace, 1);
        return new Cell(
                trace,
                1,
                cell.engine(),
                place.coldStart != null || starts.isEmpty()
                        ? cell.coldStart()
                        : new Cell.ColdStart(Given.seconds(median(starts)), 0),
                cell.router(),
                cell.objective(),
                1,
                Math.max(policy.maxReplicas(), cell.maxReplicas()),
                cell.perturbation());
    }

    /** A policy whose bounds are its own; acted upon, since a simulation has nobody else to act. */
    private static Entrant entrant(String name, Policy policy) {
        Policy acting = new Policy(
                Policy.Mode.AUTO,
                policy.minReplicas(),
                policy.maxReplicas(),
                policy.queuedRequestsPerReplica(),
                policy.tokensPerSecondPerReplica(),
                policy.objectives(),
                policy.scaleDownDelay(),
                policy.maxNumSeqs());
        return new Entrant(
                name, acting.toString(), none(), List.of(), List.of(), (setting, conditions) -> new Operated(acting));
    }

    private static Setting none() {
        return new Setting(new LinkedHashMap<>());
    }

    private static Duration median(List<Duration> starts) {
        return starts.stream().sorted().toList().get(starts.size() / 2);
    }
}
