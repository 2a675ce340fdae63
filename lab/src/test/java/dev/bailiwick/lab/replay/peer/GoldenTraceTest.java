package dev.bailiwick.lab.replay.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.lab.replay.Setting;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The directories below {@code traces}, each named as what it shows: {@code in.properties} has the policy, its bounds,
 * turned knobs and the load as {@code second:requests}; {@code decisions.txt} tells what came of it.
 */
class GoldenTraceTest {
    private static final Path ROOT = Path.of("src/test/resources/dev/bailiwick/lab/replay/peer/traces");

    static Stream<Path> directories() throws IOException {
        try (var paths = Files.list(ROOT)) {
            return paths.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("directories")
    void decidesAsWritten(Path directory) throws IOException {
        // Given
        Properties in = read(directory);
        int min = Integer.parseInt(in.getProperty("min"));
        Scaler scaler = Views.start(
                in.getProperty("policy"),
                min,
                Integer.parseInt(in.getProperty("max")),
                defaults -> turned(defaults, in.getProperty("turned", "")));
        Stage stage = new Stage(load(in.getProperty("load")), Math.max(1, min));
        // When
        String told = stage.play(scaler, Integer.parseInt(in.getProperty("seconds")));
        // Then
        Path golden = directory.resolve("decisions.txt");
        if (Boolean.getBoolean("bailiwick.update")) {
            Files.writeString(golden, told);
        }
        assertThat(told).as("-Dbailiwick.update=true writes it anew").isEqualTo(Files.readString(golden));
    }

    @Test
    void thereIsOneForEachPolicy() throws IOException {
        // Given
        List<String> names = new Entrants().names();
        // When
        List<String> shown;
        try (Stream<Path> directories = directories()) {
            shown = directories
                    .map(directory -> read(directory).getProperty("policy"))
                    .toList();
        }
        // Then
        assertThat(shown).containsAll(names);
    }

    private static Properties read(Path directory) {
        Properties in = new Properties();
        try (Reader reader = Files.newBufferedReader(directory.resolve("in.properties"))) {
            in.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return in;
    }

    private static Setting turned(Setting defaults, String knobs) {
        Setting setting = defaults;
        for (String knob : knobs.isBlank() ? List.<String>of() : List.of(knobs.split(" "))) {
            List<String> parts = List.of(knob.split("=", 2));
            setting = setting.with(parts.get(0), Double.parseDouble(parts.get(1)));
        }
        return setting;
    }

    private static NavigableMap<Long, Double> load(String steps) {
        NavigableMap<Long, Double> load = new TreeMap<>();
        for (String step : List.of(steps.split(" "))) {
            List<String> parts = List.of(step.split(":", 2));
            load.put(Long.parseLong(parts.get(0)), Double.parseDouble(parts.get(1)));
        }
        return load;
    }
}
