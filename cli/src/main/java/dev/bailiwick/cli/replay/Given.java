package dev.bailiwick.cli.replay;

import dev.bailiwick.cli.Fault;
import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Cell.ColdStart;
import dev.bailiwick.lab.replay.Nearest;
import dev.bailiwick.lab.replay.Perturbation;
import dev.bailiwick.lab.simulator.EngineCatalogue;
import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.workload.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Values of options as people write them; a wrong one is one line with the option, the value and the remedy. */
final class Given {
    private static final int MOST_RUNS = 1_000_000;
    private static final int MOST_SEEDS = 1_000;
    private static final double NANOS = 1e9;
    private static final Duration LONGEST = Duration.ofDays(366);

    private Given() {}

    /** A duration of 0 or more. */
    static Duration duration(String option, String text) {
        Duration duration;
        try {
            duration = Durations.parse(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw Fault.usage(
                    "%s %s is no duration; write it like 12h, 90m, 43200s or 100ms".formatted(option, text), e);
        }
        if (duration.compareTo(LONGEST) > 0) {
            throw Fault.usage("%s %s is longer than a year; write it like 12h, 90m or 43200s".formatted(option, text));
        }
        return duration;
    }

    /** A duration above 0. */
    static Duration positive(String option, String text) {
        Duration duration = duration(option, text);
        if (duration.isZero()) {
            throw Fault.usage("%s %s is no time at all; give more than 0s".formatted(option, text));
        }
        return duration;
    }

    /** A duration in seconds. */
    static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }

    /** A cold start: its median, and the standard deviation of its logarithm behind a colon. */
    static ColdStart coldStart(String text) {
        int colon = text.indexOf(':');
        Duration median = duration("--cold-start", colon < 0 ? text : text.substring(0, colon));
        if (colon < 0) {
            return new ColdStart(seconds(median), 0);
        }
        String sigma = text.substring(colon + 1);
        if (!sigma.matches("[0-9]+(\\.[0-9]+)?") || Double.parseDouble(sigma) > 2) {
            throw Fault.usage("--cold-start %s has a sigma that is no number from 0 to 2; write it like 150s:0.2"
                    .formatted(text));
        }
        return new ColdStart(seconds(median), Double.parseDouble(sigma));
    }

    /** A number above 0. */
    static double load(String text) {
        if (!text.matches("[0-9]+(\\.[0-9]+)?") || Double.parseDouble(text) <= 0 || Double.parseDouble(text) > 1_000) {
            throw Fault.usage("--load %s is no number above 0 and up to 1000; write it like 2 or 0.5".formatted(text));
        }
        return Double.parseDouble(text);
    }

    /** How many seeds. */
    static int seeds(String text) {
        return count("--seeds", text, 1, MOST_SEEDS);
    }

    /** How many whole runs a search makes for each level; empty when nobody says. */
    static OptionalInt search(@Nullable String text) {
        return text == null ? OptionalInt.empty() : OptionalInt.of(count("--search", text, 1, MOST_RUNS));
    }

    /** A whole number within bounds. */
    static int count(String option, String text, int least, int most) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw Fault.usage("%s %s is no whole number from %d to %d".formatted(option, text, least, most));
        }
        return Integer.parseInt(text);
    }

    /** An engine of the catalogue. */
    static EngineProfile engine(EngineCatalogue catalogue, String name) {
        return catalogue
                .find(name)
                .orElseThrow(() -> Fault.usage("--engine %s is not known; %s"
                        .formatted(
                                name,
                                Nearest.hint(
                                        name,
                                        catalogue.profiles().stream()
                                                .map(EngineProfile::name)
                                                .toList()))));
    }

    /** A router. */
    static Cell.Routing router(String name) {
        return Arrays.stream(Cell.Routing.values())
                .filter(router -> word(router).equals(name))
                .findFirst()
                .orElseThrow(() -> Fault.usage("--router %s is not known; %s"
                        .formatted(
                                name,
                                Nearest.hint(
                                        name,
                                        Arrays.stream(Cell.Routing.values())
                                                .map(Given::word)
                                                .toList()))));
    }

    /** Which versions of a trace are played. */
    static Excerpt.Phases clientPhases(String name) {
        return Arrays.stream(Excerpt.Phases.values())
                .filter(version -> word(version).equals(name))
                .findFirst()
                .orElseThrow(() -> Fault.usage("--client-phases %s is not known; %s"
                        .formatted(
                                name,
                                Nearest.hint(
                                        name,
                                        Arrays.stream(Excerpt.Phases.values())
                                                .map(Given::word)
                                                .toList()))));
    }

    /** What goes wrong. */
    static Perturbation perturbation(String text) {
        return switch (Perturbation.read(text)) {
            case Perturbation.Understood understood -> understood.perturbation();
            case Perturbation.Refused refused ->
                throw Fault.usage("--perturb %s: %s".formatted(text, refused.message()));
        };
    }

    /** A directory to write into, which is made if it is not there. */
    static Path directory(String option, Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw Fault.usage(
                    "%s %s cannot be made: something on the way is no directory or closed to you"
                            .formatted(option, directory),
                    e);
        }
        if (!Files.isWritable(directory)) {
            throw Fault.usage(
                    "%s %s is closed to you; name a directory that you may write to".formatted(option, directory));
        }
        return directory;
    }

    /** A constant as an option takes it. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
