package dev.bailiwick.cli.diagnose;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page of metrics, of which only lines are kept that have the shape of one; engines' logs are not kept at all. */
final class MetricsLines {
    private static final Pattern SAMPLE = Pattern.compile(
            "[A-Za-z_:][A-Za-z0-9_:]*(\\{[^{}\"]*(\"[^\"\\s]{0,120}\"[^{}\"]*)*})?\\s+[-+0-9.eEInfNa]+(\\s+[0-9]+)?");
    private static final Pattern TYPE = Pattern.compile("# TYPE [A-Za-z_:][A-Za-z0-9_:]* [a-z]+");

    private MetricsLines() {}

    static String clean(String page) {
        return page.lines()
                .filter(line ->
                        SAMPLE.matcher(line).matches() || TYPE.matcher(line).matches())
                .map(Scrub::text)
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
