package dev.bailiwick.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What readers keep between them saves memory and changes nothing that each of them says. */
class EngineReadersTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aReaderAmongOthersReadsAsOneAlone(long seed) {
        // Given
        Random random = new Random(seed);
        EngineReaders readers = new EngineReaders();
        List<EngineReader> fleet =
                Stream.generate(() -> readers.reader(EngineKind.VLLM)).limit(5).toList();
        List<String> recorded =
                new String(Pages.recorded(), StandardCharsets.UTF_8).lines().toList();
        for (int round = 0; round < 150; round++) {
            String model = "\"model-" + random.nextInt(3) + "\"";
            double kept = random.nextInt(3) > 0 ? 1 : random.nextDouble();
            List<String> lines = new ArrayList<>(recorded);
            lines.removeIf(line -> !line.startsWith("vllm:num_requests_") && random.nextDouble() > kept);
            lines.replaceAll(line -> line.replaceAll("model_name=\"[^\"]*\"", "model_name=" + model));
            if (random.nextInt(4) == 0) {
                lines.add(lines.get(random.nextInt(lines.size())));
            }
            byte[] page = Pages.utf8(String.join("\n", lines) + "\n");

            // When
            EngineReading reading = fleet.get(random.nextInt(fleet.size())).read(page);

            // Then
            assertThat(reading).isEqualTo(new EngineReader(EngineKind.VLLM).read(page));
        }
    }

    @Test
    void readersOfTwoKindsOfEngineDoNotTakeOneForTheOther() {
        // Given
        EngineReaders readers = new EngineReaders();
        readers.reader(EngineKind.SGLANG).read(Pages.recorded());

        // When
        EngineReading reading = readers.reader(EngineKind.VLLM).read(Pages.recorded());

        // Then
        assertThat(reading).isEqualTo(new EngineReader(EngineKind.VLLM).read(Pages.recorded()));
    }

    @Test
    void aSecondPodOfAModelBringsNothingThatIsNotKeptAlready() {
        // Given
        PageShapes shapes = new PageShapes();
        Names names = Names.of(EngineKind.VLLM.map().metricNames());
        new PageParser(names, shapes).parse(Pages.recorded(), (series, value) -> {});
        PageShape first = shapes.latest();
        byte[] busier =
                Pages.utf8(new String(Pages.recorded(), StandardCharsets.UTF_8).replaceAll("(?m) 0\\.0$", " 17.0"));

        // When
        new PageParser(names, shapes).parse(busier, (series, value) -> {});

        // Then
        assertThat(shapes.latest()).isSameAs(first);
        assertThat(first.lines()).isGreaterThan(500);
    }

    @Test
    void twoPagesThatBringTheSameAnewKeepOneOfIt() {
        // Given
        PageShapes shapes = new PageShapes();
        Names names = Names.all();
        PageParser one = new PageParser(names, shapes);
        PageParser other = new PageParser(names, shapes);

        // When
        one.parse(Pages.utf8("a{x=\"1\"} 1\n"), (series, value) -> {});
        PageShape first = shapes.latest();
        other.parse(Pages.utf8("a{x=\"1\"} 2\n"), (series, value) -> {});

        // Then
        assertThat(shapes.latest()).isSameAs(first).isNotSameAs(PageShape.NONE);
    }

    @Test
    void whatNoReaderHasAnyMoreIsNotKept() {
        // Given
        PageShapes shapes = new PageShapes();
        PageParser parser = new PageParser(Names.all(), shapes);
        WeakReference<PageShape> gone = shapeOf(parser, shapes, "a{id=\"1\"} 1\n");
        WeakReference<PageShape> had = shapeOf(parser, shapes, "a{id=\"2\"} 1\n");

        // When
        System.gc();

        // Then
        assertThat(gone.get()).isNull();
        assertThat(had.get()).isSameAs(shapes.latest());
        assertThat(Pages.samples(parser, Pages.utf8("a{id=\"2\"} 1\n"))).hasSize(1);
    }

    private static WeakReference<PageShape> shapeOf(PageParser parser, PageShapes shapes, String page) {
        Pages.samples(parser, Pages.utf8(page));
        return new WeakReference<>(shapes.latest());
    }
}
