package dev.bailiwick.cli.replay;

import dev.bailiwick.cli.Fault;
import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.replay.Trace;
import dev.bailiwick.lab.replay.TraceFile;
import dev.bailiwick.lab.replay.attack.Adversary;
import dev.bailiwick.lab.replay.attack.Adversary.Found;
import dev.bailiwick.lab.replay.attack.Arena;
import dev.bailiwick.lab.replay.attack.Regret;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Searches for the loads under which a policy does worst, says how badly, and writes them down. */
final class Attack {
    private static final int MOST = 1_000_000;

    private final AttackOptions options;
    private final CellOptions place;
    private final List<Entrant> entrants;
    private final PrintWriter out;
    private final boolean terminal;

    Attack(AttackOptions options, CellOptions place, List<Entrant> entrants, PrintWriter out, boolean terminal) {
        this.options = options;
        this.place = place;
        this.entrants = entrants;
        this.out = out;
        this.terminal = terminal;
    }

    int run(String policy) throws IOException {
        int budget = Given.count("--budget", options.budget, Adversary.CLIMBERS, MOST);
        int busiest = Given.count("--busiest", options.busiest, 1, 1_000);
        int seed = Given.count("--seed", options.seed, 0, Integer.MAX_VALUE);
        List<Policies.Chosen> chosen = Policies.named(entrants, policy, place.most());
        if (chosen.size() > 1) {
            throw Fault.usage("--attack %s names %d policies; attack one at a time".formatted(policy, chosen.size()));
        }
        Path directory = options.out;
        if (directory != null) {
            Given.directory("--out", directory);
        }
        Cell cell = place.cell(new Trace("attack", new double[0], new int[0], new int[0], 0), 1);
        Arena arena =
                new Arena(cell, chosen.getFirst().entrant(), chosen.getFirst().setting());
        Progress progress = new Progress(out, terminal, budget, 0);
        List<Found> found =
                new Adversary(arena::regret, busiest, seed).search(budget, played -> progress.reached(played, policy));
        if (found.isEmpty()) {
            throw Fault.failed(
                    "none of %d loads can be served within --max %s replicas by anybody; raise --max or lower --busiest"
                            .formatted(budget, place.max));
        }
        print(policy, found);
        if (directory != null) {
            write(directory, found);
        }
        return 0;
    }

    private void print(String policy, List<Found> found) {
        out.println("the worst %d loads of an hour found against %s".formatted(found.size(), policy));
        out.println("      regret   in time  GPU-hours  in hindsight  requests");
        for (int i = 0; i < found.size(); i++) {
            Regret regret = found.get(i).regret();
            out.println("%3d  %7.2f  %7.2f%%  %9.2f  %12.2f  %8d"
                    .formatted(
                            i + 1,
                            regret.value(),
                            100 * regret.attainment(),
                            regret.gpuHours(),
                            regret.hindsightGpuHours(),
                            found.get(i).trace().requests()));
        }
        out.println(
                "regret: GPU-hours over those in hindsight, less 1, and 0.1 for each point of attainment below 99 %.");
        out.flush();
    }

    private void write(Path directory, List<Found> found) throws IOException {
        StringBuilder regrets = new StringBuilder("file,regret,slo_attainment,gpu_hours,hindsight_gpu_hours\n");
        for (int i = 0; i < found.size(); i++) {
            String name = "worst-%02d.csv.gz".formatted(i + 1);
            try (OutputStream stream = Files.newOutputStream(directory.resolve(name))) {
                TraceFile.write(found.get(i).trace(), stream);
            }
            Regret regret = found.get(i).regret();
            regrets.append(name)
                    .append(',')
                    .append(regret.value())
                    .append(',')
                    .append(regret.attainment())
                    .append(',')
                    .append(regret.gpuHours())
                    .append(',')
                    .append(regret.hindsightGpuHours())
                    .append('\n');
        }
        Files.writeString(directory.resolve("regrets.csv"), regrets);
        out.println("wrote %d traces and regrets.csv to %s".formatted(found.size(), directory));
        out.flush();
    }
}
