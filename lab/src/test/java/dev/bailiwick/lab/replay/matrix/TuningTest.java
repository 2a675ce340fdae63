package dev.bailiwick.lab.replay.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Course;
import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.replay.Objective;
import dev.bailiwick.lab.replay.Outcome;
import dev.bailiwick.lab.replay.Perturbation;
import dev.bailiwick.lab.replay.Result;
import dev.bailiwick.lab.replay.Score;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.Trace;
import dev.bailiwick.lab.simulator.EngineCatalogue;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TuningTest {
    private static final Trace TRACE = new Trace("trace", new double[] {0}, new int[] {1}, new int[] {1}, 60);

    private static Cell cell(Trace trace, double load, Perturbation perturbation) {
        return new Cell(
                trace,
                load,
                EngineCatalogue.load().profiles().getFirst(),
                new Cell.ColdStart(150, 0),
                Cell.Routing.RANDOM,
                new Objective(Duration.ofSeconds(2), Duration.ofMillis(100)),
                1,
                8,
                perturbation);
    }

    private static Setting setting(double value) {
        return new Setting(new LinkedHashMap<>(Map.of("target", value)));
    }

    private static Entrant entrant(String name) {
        return new Entrant(name, "none", setting(1), List.of(), List.of(), (setting, conditions) -> {
            throw new AssertionError("nothing is run here");
        });
    }

    private static Result result(double target, double attainment, double windows, double hours) {
        Score score = new Score(attainment, windows, windows, 0, 0, hours, null, null, 0, 0, 0, 0, null, 0, 1);
        return new Run(cell(TRACE, 1, Perturbation.NONE), entrant("hpa"), setting(target), 1)
                .result(new Outcome(score, new Course(List.of(), List.of())), 0);
    }

    @Test
    void theCheapestValidSettingIsChosen() {
        assertThat(Tuning.best(List.of(
                                result(1, 0.999, 1, 30),
                                result(2, 0.991, 0.98, 20),
                                result(3, 0.995, 0.96, 15),
                                result(4, 0.98, 1, 10)))
                        .setting())
                .isEqualTo(setting(2));
    }

    @Test
    void withoutAValidOneTheHighestAttainmentIsChosenAndOfEqualsTheCheaper() {
        assertThat(Tuning.best(List.of(result(1, 0.9, 0, 10), result(2, 0.95, 0, 30), result(3, 0.95, 0, 20)))
                        .setting())
                .isEqualTo(setting(3));
    }

    @Test
    void theSeedOfTuningIsNoneOfThoseJudged() {
        assertThat(Tuning.seed(5)).isEqualTo(6);
    }

    @Test
    void whateverDeterminesARunChangesItsFingerprint() {
        // Given
        Run run = new Run(cell(TRACE, 1, Perturbation.NONE), entrant("hpa"), setting(1), 1);
        Trace other = new Trace("trace", new double[] {0}, new int[] {1}, new int[] {2}, 60);
        Trace longer = new Trace("trace", new double[] {0}, new int[] {1}, new int[] {1}, 61);
        // When
        Set<String> prints = new HashSet<>();
        prints.add(Fingerprint.of(run, Fingerprint.of(TRACE), "1"));
        prints.add(Fingerprint.of(run, Fingerprint.of(TRACE), "2"));
        prints.add(Fingerprint.of(run, Fingerprint.of(other), "1"));
        prints.add(Fingerprint.of(run, Fingerprint.of(longer), "1"));
        prints.add(print(new Run(cell(TRACE, 2, Perturbation.NONE), entrant("hpa"), setting(1), 1)));
        prints.add(
                print(new Run(cell(TRACE, 1, new Perturbation(List.of("dead-pod"))), entrant("hpa"), setting(1), 1)));
        prints.add(print(new Run(run.cell(), entrant("kpa"), setting(1), 1)));
        prints.add(print(new Run(run.cell(), entrant("hpa"), setting(2), 1)));
        prints.add(print(new Run(run.cell(), entrant("hpa"), setting(1), 2)));
        // Then
        assertThat(prints).hasSize(9);
        assertThat(prints).contains(print(run));
    }

    private static String print(Run run) {
        return Fingerprint.of(run, Fingerprint.of(TRACE), "1");
    }
}
