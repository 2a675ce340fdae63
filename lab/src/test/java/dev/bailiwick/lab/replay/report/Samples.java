package dev.bailiwick.lab.replay.report;

import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Course;
import dev.bailiwick.lab.replay.Objective;
import dev.bailiwick.lab.replay.Outcome;
import dev.bailiwick.lab.replay.Perturbation;
import dev.bailiwick.lab.replay.Result;
import dev.bailiwick.lab.replay.Score;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.Trace;
import dev.bailiwick.lab.simulator.EngineCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results made up for tests of what is written about results. */
final class Samples {
    static final Cell CELL = cell("day", 43_200, Perturbation.NONE);
    static final Setting PLAIN = new Setting(new LinkedHashMap<>());

    private Samples() {}

    static Cell cell(String trace, double seconds, Perturbation perturbation) {
        return new Cell(
                new Trace(trace, new double[] {0, 1}, new int[] {100, 100}, new int[] {10, 10}, seconds),
                2,
                EngineCatalogue.load().find("llama-3.1-8b-l40s").orElseThrow(),
                new Cell.ColdStart(150, 0.2),
                Cell.Routing.LEAST_LOADED,
                new Objective(Duration.ofMillis(2_500), Duration.ofMillis(100)),
                1,
                64,
                perturbation);
    }

    static Setting setting(String knob, double value) {
        return new Setting(new LinkedHashMap<>(Map.of(knob, value)));
    }

    /** A run with this attainment, share of good windows and cost. */
    static Result result(
            Cell cell,
            String policy,
            Setting setting,
            long seed,
            double attainment,
            @Nullable Double windows,
            double hours) {
        return new Result(
                cell,
                policy,
                setting,
                seed,
                new Outcome(score(attainment, windows, hours), course(hours)),
                null,
                null,
                0.5);
    }

    static Result result(String policy, long seed, double attainment, double hours) {
        return result(CELL, policy, PLAIN, seed, attainment, 1.0, hours);
    }

    /** What was found at a level of attainment. */
    static Result known(String policy, double attainment, double hours) {
        return result(CELL, policy, setting("attainment", attainment), 1, attainment, 1.0, hours);
    }

    static Score score(double attainment, @Nullable Double windows, double hours) {
        return new Score(
                attainment,
                windows,
                windows == null ? null : (Double) 0.93,
                300,
                2,
                hours,
                new Score.Percentiles(0.2, 0.9, 2.1),
                new Score.Percentiles(0.03, 0.06, 0.09),
                12,
                20,
                3,
                0,
                null,
                4,
                10_000);
    }

    /** A run of 720 minutes in which the size climbs, peaks at noon and falls, and some minutes miss. */
    private static Course course(double hours) {
        List<Course.Change> changes = new ArrayList<>();
        List<Course.Sample> samples = new ArrayList<>();
        int size = 1;
        for (int minute = 0; minute < 720; minute++) {
            int wanted = (int) Math.round(1 + hours / 12 * Math.sin(Math.PI * minute / 720));
            if (wanted != size) {
                changes.add(new Course.Change(
                        minute * 60 + 2,
                        size,
                        wanted,
                        "scaled " + size + " -> " + wanted + ": load < what is <needed>"));
            }
            int starting = Math.max(0, wanted - size);
            size = wanted;
            samples.add(new Course.Sample(600 + minute, starting * 40, size - starting, starting, size));
        }
        return new Course(changes, samples);
    }
}
