package dev.bailiwick.lab.simulator;

import dev.bailiwick.lab.simulator.Recording.Page;
import dev.bailiwick.lab.simulator.Recording.Phase;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Running, waiting and KV cache over time, recorded against simulated, as an SVG. */
final class FidelityPicture {
    private static final int WIDTH = 1000;
    private static final int LEFT = 46;
    private static final int TOP = 44;
    private static final int PANEL = 130;
    private static final int GAP = 34;

    private final Fidelity fidelity;
    private final double end;
    private final StringBuilder svg = new StringBuilder();

    private FidelityPicture(Fidelity fidelity) {
        this.fidelity = fidelity;
        this.end = fidelity.recording().phases().getLast().to();
    }

    /** The picture of a series, simulated as the fitted profile says. */
    static String of(Fidelity fidelity) {
        FidelityPicture picture = new FidelityPicture(fidelity);
        picture.svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Running, waiting and KV cache of series %s, recorded and simulated">
                <rect width="100%%" height="100%%" fill="#fff"/>
                <g fill="none" stroke-width="2"><path stroke="#9aa0a6" stroke-width="5" d="M%d 16h26"/><path stroke="#c2410c" d="M%d 16h26"/></g>
                <text x="%d" y="20">recorded</text><text x="%d" y="20">simulated</text>
                """.formatted(
                        WIDTH,
                        TOP + 3 * (PANEL + GAP),
                        fidelity.recording().name().toUpperCase(Locale.ROOT),
                        LEFT,
                        LEFT + 110,
                        LEFT + 32,
                        LEFT + 142));
        picture.panel(0, "running", page -> page.sample().running());
        picture.panel(1, "waiting", page -> page.sample().waiting());
        picture.panel(
                2,
                "KV cache in use, %",
                page -> 100 * page.sample().kvCacheUsage().orElseThrow());
        return picture.svg.append("</svg>\n").toString();
    }

    private void panel(int index, String title, ToDoubleFunction<Page> value) {
        int top = TOP + index * (PANEL + GAP);
        int bottom = top + PANEL;
        double most =
                fidelity.recording().pages().stream().mapToDouble(value).max().orElse(0) * 1.1;
        svg.append("<text x=\"%d\" y=\"%d\" font-weight=\"600\">%s</text>\n".formatted(LEFT, top - 6, title));
        for (Phase phase : fidelity.recording().phases()) {
            svg.append("<path stroke=\"#ddd\" d=\"M%s %dV%d\"/>".formatted(n(x(phase.from())), top, bottom));
            svg.append("<text x=\"%s\" y=\"%d\" fill=\"#666\" font-size=\"11\">%s</text>\n"
                    .formatted(n(x(phase.from()) + 3), bottom + 13, phase.name()));
        }
        svg.append(
                "<path stroke=\"#333\" fill=\"none\" d=\"M%d %dV%dH%d\"/>\n".formatted(LEFT, top, bottom, WIDTH - 10));
        for (int tick = 0; tick <= 2; tick++) {
            double at = Math.floor(most * tick / 2);
            svg.append("<text x=\"%d\" y=\"%s\" text-anchor=\"end\">%.0f</text>\n"
                    .formatted(LEFT - 5, n(bottom - PANEL * at / most + 4), at));
        }
        line(fidelity.recording().pages(), value, most, bottom, "#9aa0a6\" stroke-width=\"3.5");
        line(fidelity.plain().pages(), value, most, bottom, "#c2410c\" stroke-width=\"1.3");
    }

    private void line(List<Page> pages, ToDoubleFunction<Page> value, double most, int bottom, String stroke) {
        svg.append("<path fill=\"none\" stroke=\"%s\" stroke-linejoin=\"round\" d=\"".formatted(stroke));
        double before = Double.NEGATIVE_INFINITY;
        for (Page page : pages) {
            if (page.at() <= end) {
                double y = bottom - PANEL * Math.min(1.05, value.applyAsDouble(page) / most);
                svg.append(page.at() - before > 4 ? 'M' : 'L')
                        .append(n(x(page.at())))
                        .append(' ')
                        .append(n(y));
                before = page.at();
            }
        }
        svg.append("\"/>\n");
    }

    private double x(double at) {
        return LEFT + (WIDTH - 10 - LEFT) * at / end;
    }

    private static String n(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
