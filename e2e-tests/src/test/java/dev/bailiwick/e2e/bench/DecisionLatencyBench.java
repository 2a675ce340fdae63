package dev.bailiwick.e2e.bench;

import dev.bailiwick.sandbox.Progress;
import dev.bailiwick.sandbox.Sandbox;
import dev.bailiwick.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * From the receipt of an engine's page to the accepted write that it caused, with a fleet of some size on a sandbox: by the operator's
 * own timer, and again from its journal and the API server's audit log. Beside it, what the operator needs for that, and what it asks of
 * the API server while nothing changes. Prints a table; asserts nothing.
 */
final class DecisionLatencyBench {
    private static final double MIB = 1 << 20;
    private static final Duration SETTLING = Duration.ofSeconds(60);
    private static final Duration SETTLED = Duration.ofSeconds(60);
    private static final Path DIRECTORY = Path.of("target", "bench");

    private final Path root = Path.of(System.getProperty("bailiwick.root", ".."));
    private final InstantSource clock = InstantSource.system();
    private final StringBuilder table = new StringBuilder();

    private final FleetSize size;

    private DecisionLatencyBench(FleetSize size) {
        this.size = size;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        new DecisionLatencyBench(FleetSize.of(args.length == 0 ? "usual" : args[0])).run();
    }

    private void run() throws IOException, InterruptedException {
        var progress = Progress.on(System.out, false, clock);
        Files.createDirectories(DIRECTORY);
        try (var sandbox = Sandbox.up(new SandboxOptions(DIRECTORY.resolve("sandbox"), progress));
                var desk = new PageDesk(clock);
                var fleet = new BenchFleet(size, sandbox.client(), desk, clock)) {
            var operator = BenchOperator.start(sandbox, root, DIRECTORY.toAbsolutePath(), desk.endpoint());
            progress.say("bringing " + size.deployments() + " deployments to " + size.pods() + " pods");
            fleet.begin();
            progress.say(
                    "leaving their load as it is for " + SETTLING.plus(SETTLED).toSeconds() + " s");
            fleet.hold(SETTLING);
            var process = operator.process();
            var idle = Window.begin(clock, process);
            fleet.hold(SETTLED);
            var settled = idle.end();
            progress.say("changing their load for "
                    + size.turn().multipliedBy(size.turns()).toSeconds() + " s");
            var loadBefore = Machine.load();
            var apiBefore = ApiServerHistogram.read(sandbox.client());
            var pagesBefore = desk.pages();
            var began = clock.instant();
            var busy = Window.begin(clock, process);
            fleet.alternate();
            var changing = busy.end();
            var api = ApiServerHistogram.read(sandbox.client()).since(apiBefore);
            machine(loadBefore, desk, pagesBefore, began);
            var live = process.liveObjects();
            Files.writeString(DIRECTORY.resolve("heap-" + size.deployments() + ".txt"), live.histogram());
            needs(process, live, settled, changing, sandbox);
            latencies(operator, sandbox, began, api);
        }
        System.out.print(table);
        Files.writeString(DIRECTORY.resolve("decision-latency-" + size.deployments() + ".md"), table);
    }

    private void machine(String loadBefore, PageDesk desk, long pagesBefore, Instant began) throws IOException {
        var seconds = Duration.between(began, clock.instant()).toMillis() / 1000.0;
        line("");
        line("- Machine: " + Machine.words());
        line("- Load average before %s, after %s".formatted(loadBefore, Machine.load()));
        line(String.format(
                Locale.ROOT,
                "- %d deployments, %d pods; %.0f s from %s on; %.0f pages a second of %d bytes each",
                size.deployments(),
                size.pods(),
                seconds,
                began.truncatedTo(ChronoUnit.SECONDS),
                (desk.pages() - pagesBefore) / seconds,
                desk.pageBytes()));
    }

    private void needs(OperatorProcess process, LiveObjects live, Window settled, Window changing, Sandbox sandbox)
            throws IOException {
        var requests = OperatorRequests.between(settled.from(), settled.to(), sandbox.auditLog());
        line(String.format(
                Locale.ROOT,
                "- The operator's processor time, user and system: %.2f cores while sizes change, %.2f while nothing does",
                changing.cores(),
                settled.cores()));
        line(String.format(
                Locale.ROOT,
                "- Its heap after a full collection: %.0f MiB, %.0f of them gaps that the collector leaves; resident: %.0f MiB",
                live.bytes() / MIB,
                live.gaps() / MIB,
                process.resident() / MIB));
        line(String.format(
                Locale.ROOT,
                "- Its requests in %d s in which nothing changes: %d about objects %s; %d watches renewed, %d of its lease",
                SETTLED.toSeconds(),
                requests.other(),
                requests.others(),
                requests.watches(),
                requests.lease()));
    }

    private void latencies(BenchOperator operator, Sandbox sandbox, Instant began, ApiServerHistogram api)
            throws IOException {
        var audit = AuditTrail.since(began, sandbox.auditLog());
        var journal = JournalTrail.since(began, operator.journal());
        line("- Changes of size decided in that time: " + journal.changes());
        line("");
        line("| what | count | p50 | p99 | highest |");
        line("|---|---|---|---|---|");
        line("| page to accepted write, the operator's timer, since its start | %.0f | %s | %s | %s |"
                .formatted(
                        operator.metric("bailiwick_decision_latency_seconds_count"),
                        Spread.millis(operator.metric("bailiwick_decision_latency_seconds{quantile=\"0.5\",}")),
                        Spread.millis(operator.metric("bailiwick_decision_latency_seconds{quantile=\"0.99\",}")),
                        Spread.millis(operator.metric("bailiwick_decision_latency_seconds_max"))));
        row("growth: page (journal) to ReplicaSet patch answered (audit log)", journal.toWrites(audit, true));
        row("release: page (journal) to first replica out of the Service (audit log)", journal.toWrites(audit, false));
        row("API server: the operator's ReplicaSet patches (audit log)", audit.replicaSetPatches());
        row("API server: every write of anybody (audit log)", audit.writes());
        line("| API server: every write of anybody (its own histogram, upper edges) | %d | <= %s | <= %s | |"
                .formatted(api.count(), Spread.millis(api.atMost(0.5)), Spread.millis(api.atMost(0.99))));
    }

    private void row(String what, Spread spread) {
        line("| " + what + " | " + spread.cells() + " |");
    }

    private void line(String text) {
        table.append(text).append('\n');
    }
}
