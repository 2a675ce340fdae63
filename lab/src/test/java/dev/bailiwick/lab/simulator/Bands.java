package dev.bailiwick.lab.simulator;

import dev.bailiwick.lab.simulator.PhaseFigures.Figure;
import java.util.List;

/** How far a simulated figure may be off, in per cent: the aim, and what is reached where the aim is not. */
final class Bands {
    /** Series, phase, figure; what is reached with the fitted profile, and with the measured speed of each phase. */
    private static final String BEYOND_THE_AIM = """
            a load30 TPOT_P95 25 15
            a load60 RUNNING_MEAN 35 15
            a load60 RUNNING_MAX 15 25
            a load60 KV_MEAN 35 15
            a load60 KV_MAX 15 25
            a load60 STEPS 20 15
            a load60 TTFT_P50 15 20
            a load60 TTFT_P95 15 25
            a load60 TPOT_P50 40 15
            a load60 TPOT_P95 25 15
            a load85 RUNNING_MEAN 40 15
            a load85 KV_MEAN 35 15
            a load85 STEPS 30 15
            a load85 TTFT_P50 15 20
            a load85 TTFT_P95 55 20
            a load85 TPOT_P50 60 15
            a long50 RUNNING_MEAN 25 15
            a long50 RUNNING_MAX 15 20
            a long50 KV_MEAN 25 15
            a long50 KV_MAX 15 20
            a long50 STEPS 25 15
            a long50 TTFT_P50 15 20
            a long50 TTFT_P95 15 20
            a long50 TPOT_P50 30 15
            a back50 TTFT_P50 20 20
            a back50 TTFT_P95 20 15
            a restart30 RUNNING_MAX 35 15
            a restart30 KV_MAX 45 15
            b load60 TPOT_P95 40 40
            b over170 ANSWERED 50 15
            b over170 RUNNING_MEAN 35 15
            b over170 KV_MEAN 35 15
            b over170 PROMPT_TOKENS 25 20
            b over170 GENERATED_TOKENS 40 15
            b over170 STEPS 25 15
            b over170 TPOT_P95 20 15
            b prefix60 KV_MEAN 20 25
            b prefix60 KV_MAX 30 30
            b load85 TPOT_P50 15 20
            b load85 TPOT_P95 15 20
            """;

    /** One line of the table. */
    record Band(String series, String phase, Figure figure, int plain, int paced) {}

    private Bands() {}

    static List<Band> beyondTheAim() {
        return BEYOND_THE_AIM
                .lines()
                .map(line -> line.split(" +"))
                .map(cells -> new Band(
                        cells[0],
                        cells[1],
                        Figure.valueOf(cells[2]),
                        Integer.parseInt(cells[3]),
                        Integer.parseInt(cells[4])))
                .toList();
    }

    /** The band of a figure. */
    static Band of(String series, String phase, Figure figure) {
        return beyondTheAim().stream()
                .filter(band -> band.series().equals(series) && band.phase().equals(phase) && band.figure() == figure)
                .findFirst()
                .orElse(new Band(series, phase, figure, Fidelity.AIM, Fidelity.AIM));
    }
}
