package dev.bailiwick.lab.replay.bound;

import dev.bailiwick.lab.replay.Schedule;
import dev.bailiwick.lab.replay.ScheduleRuns;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs whole schedules, counts them, and keeps for each goal the cheapest that reached it. */
final class Trials {
    private final ScheduleRuns runs;
    private final List<Goal> goals;
    private final Runnable progress;
    private final List<@Nullable Tried> best = new ArrayList<>();
    private int made;

    /**
     * No run yet.
     *
     * @param progress told of each run
     */
    Trials(ScheduleRuns runs, List<Goal> goals, Runnable progress) {
        this.runs = runs;
        this.goals = goals;
        this.progress = progress;
        goals.forEach(goal -> best.add(null));
    }

    /** Runs a schedule. */
    Tried of(Schedule schedule) {
        Tried tried = new Tried(schedule, runs.tally(schedule));
        made++;
        for (int i = 0; i < goals.size(); i++) {
            Tried before = best.get(i);
            if (goals.get(i).met(tried.tally()) && (before == null || tried.cheaperThan(before))) {
                best.set(i, tried);
            }
        }
        progress.run();
        return tried;
    }

    /** The cheapest that reached a goal; null when none did. */
    @Nullable
    Tried best(Goal goal) {
        return best.get(goals.indexOf(goal));
    }

    /** Runs made. */
    int made() {
        return made;
    }
}
