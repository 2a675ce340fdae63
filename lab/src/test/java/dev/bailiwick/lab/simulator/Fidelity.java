package dev.bailiwick.lab.simulator;

import dev.bailiwick.lab.simulator.PhaseFigures.Figure;
import dev.bailiwick.lab.simulator.Recording.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * A recorded series beside its simulation, phase by phase.
 *
 * @param recording the series
 * @param plain its simulation as the fitted profile says
 * @param plainFigures what it came to in each phase
 * @param paced its simulation with steps that take as many times as long in each phase as {@code speeds} says
 * @param pacedFigures what it came to in each phase
 */
record Fidelity(
        Recording recording,
        RecordedPlay plain,
        SequencedMap<Phase, List<Compared>> plainFigures,
        RecordedPlay paced,
        SequencedMap<Phase, List<Compared>> pacedFigures,
        Map<String, Double> speeds) {
    /** What errors are meant to stay within, in per cent (issue 7 point 1). */
    static final int AIM = 15;

    /** A figure of a phase, recorded and simulated. */
    record Compared(Figure figure, double recorded, double simulated) {

        /** By how many per cent the simulated value is off; 0 where both are the same but for what says nothing. */
        double error() {
            return Math.abs(simulated - recorded) <= figure.slack ? 0 : 100 * (simulated / recorded - 1);
        }

        /** The error as a reader is told it. */
        String told() {
            return recorded == simulated || recorded == 0
                    ? ""
                    : String.format(Locale.ROOT, "%+.0f %%", 100 * (simulated / recorded - 1));
        }

        /** Both values, and the error, which stands out where it is beyond the aim. */
        String cell() {
            String values = String.format(Locale.ROOT, figure.format + " / " + figure.format, recorded, simulated);
            String error = Math.abs(error()) > AIM ? "**" + told() + "**" : told();
            return (values + " " + error).strip();
        }
    }

    /** The series of that name, played through the engine that was fitted for it. */
    static Fidelity of(String name) {
        Recording recording = Recording.load(name);
        EngineProfile profile = engine(recording);
        Map<String, Double> speeds = Speeds.of(name);
        RecordedPlay plain = RecordedPlay.of(recording, profile, Map.of());
        RecordedPlay paced = RecordedPlay.of(recording, profile, speeds);
        return new Fidelity(recording, plain, compared(recording, plain), paced, compared(recording, paced), speeds);
    }

    /** The engine that was fitted for a series, read as the shipped ones are. */
    static EngineProfile engine(Recording recording) {
        try (InputStream stream = Objects.requireNonNull(Fidelity.class.getResourceAsStream("recorded/engines.json"))) {
            return EngineCatalogue.read(stream)
                    .find(recording.name().equals("a") ? "tiny-llama-cpu-192-blocks" : "tiny-llama-cpu-160-blocks")
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every figure of every phase that has it. */
    private static SequencedMap<Phase, List<Compared>> compared(Recording recording, RecordedPlay play) {
        SequencedMap<Phase, List<Compared>> phases = new LinkedHashMap<>();
        for (Phase phase : recording.phases()) {
            Map<Figure, Double> recorded = PhaseFigures.of(phase, recording.pages(), PhaseFigures.answers(recording));
            Map<Figure, Double> simulated = PhaseFigures.of(phase, play.pages(), PhaseFigures.answers(play));
            List<Compared> compared = new ArrayList<>();
            recorded.forEach((figure, value) ->
                    compared.add(new Compared(figure, value, simulated.getOrDefault(figure, Double.NaN))));
            phases.put(phase, compared);
        }
        return phases;
    }
}
