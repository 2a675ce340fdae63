package dev.bailiwick.lab.simulator;

import dev.bailiwick.lab.simulator.Bands.Band;
import dev.bailiwick.lab.simulator.Fidelity.Compared;
import dev.bailiwick.lab.simulator.PhaseFigures.Figure;
import dev.bailiwick.lab.simulator.Recording.Phase;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/** The part of {@code docs/simulator-fidelity.md} that is measured. */
final class FidelityPage {
    private static final Set<Figure> OF_THE_CLIENTS =
            EnumSet.of(Figure.ANSWERED, Figure.TTFT_P50, Figure.TTFT_P95, Figure.TPOT_P50, Figure.TPOT_P95);

    private final List<Fidelity> series;

    FidelityPage(List<Fidelity> series) {
        this.series = series;
    }

    /** The document with this part in it, between its marks. */
    String into(String document) {
        return into(into(document, "summary", summary()), "measured", measured());
    }

    private static String into(String document, String mark, String text) {
        String begin = "<!-- " + mark + ": begin -->\n";
        return document.substring(0, document.indexOf(begin) + begin.length())
                + text
                + document.substring(document.indexOf("<!-- " + mark + ": end -->\n"));
    }

    private String measured() {
        StringBuilder page = new StringBuilder();
        for (Fidelity fidelity : series) {
            String name = fidelity.recording().name();
            SequencedMap<Phase, List<Compared>> phases = fidelity.plainFigures();
            page.append("\n### Series %s\n\n![running, waiting and KV cache](img/simulator-fidelity-%s.svg)\n"
                    .formatted(name.toUpperCase(Locale.ROOT), name));
            page.append("\nThe page, recorded / simulated:\n\n");
            values(page, phases, EnumSet.complementOf(EnumSet.copyOf(OF_THE_CLIENTS)));
            page.append("\nThe clients, recorded / simulated:\n\n");
            values(page, phases, OF_THE_CLIENTS);
        }
        page.append("\n### With the speed that each phase had\n\nErrors in per cent when each step takes so many times"
                + " as long as the profile says:\n\n");
        head(page, "series, phase | times as long", EnumSet.allOf(Figure.class));
        series.forEach(fidelity ->
                fidelity.pacedFigures().forEach((phase, figures) -> errors(page, fidelity, phase, figures)));
        page.append("""

                ### Beyond %d per cent

                The bands that the test holds, where they are wider than the aim:

                | series, phase | figure | band | with the speed of the phase |
                |---|---|--:|--:|
                """.formatted(Fidelity.AIM));
        for (Band band : Bands.beyondTheAim()) {
            page.append("| %s %s | %s | %d %% | %d %% |\n"
                    .formatted(
                            band.series().toUpperCase(Locale.ROOT),
                            band.phase(),
                            band.figure().label,
                            band.plain(),
                            band.paced()));
        }
        return page.append('\n').toString();
    }

    private String summary() {
        StringBuilder page = new StringBuilder("""
                | series | figures | within 5 % | within {aim} % | with the speed of each phase: within 5 % | within {aim} % |
                |---|--:|--:|--:|--:|--:|
                """.replace("{aim}", Integer.toString(Fidelity.AIM)));
        for (Fidelity fidelity : series) {
            page.append("| %s | %d | %d | %d | %d | %d |\n"
                    .formatted(
                            fidelity.recording().name().toUpperCase(Locale.ROOT),
                            within(fidelity.plainFigures(), Double.POSITIVE_INFINITY),
                            within(fidelity.plainFigures(), 5),
                            within(fidelity.plainFigures(), Fidelity.AIM),
                            within(fidelity.pacedFigures(), 5),
                            within(fidelity.pacedFigures(), Fidelity.AIM)));
        }
        return page.toString();
    }

    private static long within(SequencedMap<Phase, List<Compared>> phases, double percent) {
        return phases.values().stream()
                .flatMap(List::stream)
                .filter(figure -> Math.abs(figure.error()) <= percent)
                .count();
    }

    private static void values(StringBuilder page, SequencedMap<Phase, List<Compared>> phases, Set<Figure> shown) {
        head(page, "phase", shown);
        phases.forEach((phase, figures) -> {
            page.append("| ").append(phase.name());
            for (Figure figure : shown) {
                page.append(" | ")
                        .append(figures.stream()
                                .filter(compared -> compared.figure() == figure)
                                .map(Compared::cell)
                                .collect(Collectors.joining()));
            }
            page.append(" |\n");
        });
    }

    private static void errors(StringBuilder page, Fidelity fidelity, Phase phase, List<Compared> figures) {
        page.append("| %s %s | %s"
                .formatted(
                        fidelity.recording().name().toUpperCase(Locale.ROOT),
                        phase.name(),
                        fidelity.speeds().containsKey(phase.name())
                                ? String.format(
                                        Locale.ROOT, "%.3f", fidelity.speeds().get(phase.name()))
                                : "1"));
        for (Figure figure : Figure.values()) {
            page.append(" | ")
                    .append(figures.stream()
                            .filter(compared -> compared.figure() == figure)
                            .map(compared -> Math.abs(compared.error()) > Fidelity.AIM
                                    ? "**" + compared.told() + "**"
                                    : compared.told())
                            .map(told -> told.replace(" %", ""))
                            .collect(Collectors.joining()));
        }
        page.append(" |\n");
    }

    private static void head(StringBuilder page, String first, Set<Figure> shown) {
        page.append("| ").append(first);
        shown.forEach(figure -> page.append(" | ").append(figure.label));
        page.append(" |\n|---");
        page.append("|--:"
                .repeat(shown.size() + (int) first.chars().filter(c -> c == '|').count()));
        page.append("|\n");
    }
}
