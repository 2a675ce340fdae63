package dev.bailiwick.autoscaler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.autoscaler.journal.JournalEntry.Decided;
import dev.bailiwick.metrics.Distribution;
import dev.bailiwick.metrics.EngineSample;
import dev.bailiwick.metrics.Histogram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {

    private static final Instant START = Instant.parse("2026-11-24T14:00:00.123Z");
    private static final long MIB = 1 << 20;

    @TempDir
    private Path directory;

    /** A deployment whose pods do anything at all, from a seed. */
    private static final class Wild {
        final Random random;
        final Autoscaler autoscaler = new Autoscaler();
        final List<JournalEntry> written = new ArrayList<>();
        final String name;
        LearnedState learned = LearnedState.empty();
        Instant now = START;
        int held = 2;
        double counter;

        Wild(String name, long seed) {
            this.name = name;
            this.random = new Random(seed);
        }

        void run(JournalWriter journal, int ticks) throws IOException {
            for (int tick = 0; tick < ticks; tick++) {
                now = now.plusMillis(1900 + random.nextInt(200));
                Observation observation = observe();
                Policy policy = policy(tick);
                LearnedState before = random.nextInt(200) == 0 ? LearnedState.empty() : learned;
                Decision decision = autoscaler.decide(observation, policy, before, now.plusNanos(1_234_567));
                journal.append(name, observation, policy, before, decision);
                written.add(new JournalEntry(name, observation, policy, null, Decided.of(decision)));
                learned = decision.next();
                held = decision.desired();
            }
        }

        private Policy policy(int tick) {
            return new Policy(
                    tick % 90 > 80 ? Policy.Mode.RECOMMEND : Policy.Mode.AUTO,
                    1,
                    8,
                    tick % 50 > 25 ? 4 : null,
                    tick % 70 > 20 ? 900 : null,
                    new Policy.Objectives(tick % 3 == 0 ? null : Duration.ofMillis(2500), null, 99),
                    Duration.ofSeconds(20),
                    random.nextBoolean() ? 16 : null);
        }

        private Observation observe() {
            List<PodReading> pods = new ArrayList<>();
            for (int i = 0; i < held; i++) {
                boolean ready = random.nextInt(20) > 0;
                pods.add(new PodReading(
                        "uid-" + i,
                        "pod-" + i,
                        ready ? PodReading.State.READY : PodReading.State.PENDING,
                        START,
                        random.nextInt(30) > 0 ? START : null,
                        ready ? START : null,
                        scrape()));
            }
            return new Observation(now, random.nextInt(100) == 0 ? "r2" : "r1", held, pods);
        }

        private Scrape scrape() {
            if (random.nextInt(8) == 0) {
                List<Scrape.Kind> kinds = List.of(Scrape.Kind.values());
                Scrape.Kind kind = kinds.get(random.nextInt(kinds.size()));
                return new Scrape.Failed(kind, "line 1, column 2: \"größer\"\n");
            }
            counter = random.nextInt(60) == 0 ? 0 : counter + random.nextInt(50);
            EngineSample.Builder sample = EngineSample.builder(random.nextInt(40), random.nextInt(30))
                    .waitingByReason(Map.of("capacity", (double) random.nextInt(5), "deferred", -0.0))
                    .finishedByReason(
                            random.nextInt(9) == 0 ? Map.of() : Map.of("stop", counter, "length", counter / 3))
                    .kvCacheUsage(maybe(random.nextDouble()))
                    .kvCacheTokens(maybe(24576))
                    .tokens(maybe(counter * 100), maybe(counter * 50), maybe(counter))
                    .preemptions(maybe(counter))
                    .startedAt(maybe(1.7955333510611691e9))
                    .iterationTokens(new Distribution(counter * 150, counter * 7))
                    .interTokenLatency(new Distribution(counter * 0.0123, counter * 50))
                    .requestTokens(new Distribution(counter * 100, counter), new Distribution(counter * 50, counter));
            if (random.nextInt(10) > 0) {
                sample.timeToFirstToken(new Histogram(
                        List.of(0.5, 1.0, Double.POSITIVE_INFINITY),
                        List.of(counter / 4, counter / 2, counter),
                        counter * 0.7));
            }
            return new Scrape.Scraped(sample.build(), now.minusNanos(random.nextInt(40) * 1_000_003L));
        }

        private OptionalDouble maybe(double value) {
            return random.nextInt(12) == 0 ? OptionalDouble.empty() : OptionalDouble.of(value);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsReadIsWhatWasWritten(long seed) throws IOException {
        // Given
        Wild wild = new Wild("lines/inspector", seed);

        // When
        try (JournalWriter journal = new JournalWriter(directory, 64 * MIB, 128 * MIB, "0.1.0")) {
            wild.run(journal, 500);
        }
        List<JournalEntry> read = new ArrayList<>();
        JournalReader.Ending ending = JournalReader.read(only(), read::add);

        // Then
        assertThat(ending).isEqualTo(new JournalReader.Ending.Whole(500, "0.1.0", Autoscaler.RULE_VERSION));
        assertThat(read.getFirst().learned()).isEqualTo(LearnedState.empty());
        assertThat(read.stream().map(JournalTest::withoutState)).isEqualTo(wild.written);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void everySegmentReplaysBitForBit(long seed) throws IOException {
        // Given
        Wild one = new Wild("lines/inspector", seed);
        Wild other = new Wild("lines/assistant", seed + 100);
        try (JournalWriter journal = new JournalWriter(directory, 40_000, 100 * MIB, "0.1.0")) {
            for (int i = 0; i < 40; i++) {
                one.run(journal, 13);
                other.run(journal, 7);
            }
        }

        // When, then
        List<Path> segments = JournalFiles.in(directory);
        assertThat(segments).hasSizeBetween(3, 40);
        int decided = 0;
        for (Path segment : segments) {
            JournalReplay.Report report = JournalReplay.replay(segment);
            assertThat(report.first()).isNull();
            assertThat(report.equal()).isEqualTo(report.decided());
            assertThat(report.ending()).isInstanceOf(JournalReader.Ending.Whole.class);
            decided += report.decided();
        }
        assertThat(decided).isEqualTo(40 * 20);
    }

    @Test
    void aReplayNamesTheFirstDecisionThatDiffers() throws IOException {
        // Given
        Wild wild = new Wild("lines/inspector", 5);
        Decision decision;
        try (JournalWriter journal = new JournalWriter(directory, 64 * MIB, 128 * MIB, "0.1.0")) {
            Observation observation = wild.observe();
            decision = wild.autoscaler.decide(observation, wild.policy(1), wild.learned, wild.now);
            Decision forged = new Decision(
                    decision.at(),
                    decision.from(),
                    decision.desired() + 1,
                    decision.recommended(),
                    decision.reason(),
                    decision.message(),
                    decision.needs(),
                    decision.capacity(),
                    decision.signals(),
                    decision.next());
            journal.append(wild.name, observation, wild.policy(1), wild.learned, forged);
        }

        // When
        JournalReplay.Report report = JournalReplay.replay(only());

        // Then
        assertThat(report.equal()).isZero();
        assertThat(report.first()).isNotNull();
        assertThat(Objects.requireNonNull(report.first()).again().desired()).isEqualTo(decision.desired());
    }

    @Test
    void aTornSegmentGivesEveryWholeLineAndSaysWhereItIsTorn() throws IOException {
        // Given
        Wild wild = new Wild("lines/inspector", 7);
        try (JournalWriter journal = new JournalWriter(directory, 64 * MIB, 128 * MIB, "0.1.0")) {
            wild.run(journal, 300);
        }
        byte[] whole = Files.readAllBytes(only());

        for (int cut : new int[] {whole.length - 1, whole.length / 2, whole.length / 3, 400, 12, 0}) {
            // When
            Path torn = Files.write(directory.resolve("torn.gz"), Arrays.copyOf(whole, cut));
            List<JournalEntry> read = new ArrayList<>();
            JournalReader.Ending ending = JournalReader.read(torn, read::add);

            // Then
            assertThat(ending).isInstanceOfSatisfying(JournalReader.Ending.Torn.class, torn2 -> {
                assertThat(torn2.entries()).isEqualTo(read.size());
                assertThat(torn2.line()).isPositive();
            });
            assertThat(read.stream().map(JournalTest::withoutState).toList())
                    .isEqualTo(wild.written.subList(0, read.size()));
        }
    }

    @Test
    void whatWasFlushedSurvivesACrash() throws IOException {
        // Given
        Wild wild = new Wild("lines/inspector", 8);
        JournalWriter journal = new JournalWriter(directory, 64 * MIB, 128 * MIB, "0.1.0");
        wild.run(journal, 100);
        journal.flush();

        // When
        byte[] asAfterACrash = Files.readAllBytes(only());
        Path copy = Files.write(directory.resolve("copy.gz"), asAfterACrash);
        List<JournalEntry> read = new ArrayList<>();
        JournalReader.Ending ending = JournalReader.read(copy, read::add);
        journal.close();

        // Then
        assertThat(read).hasSize(100);
        assertThat(ending).isInstanceOf(JournalReader.Ending.Torn.class);
    }

    @Test
    void theTotalIsBoundedAndTheOldestGo() throws IOException {
        // Given
        Wild wild = new Wild("lines/inspector", 9);

        // When
        try (JournalWriter journal = new JournalWriter(directory, 20_000, 100_000, "0.1.0")) {
            wild.run(journal, 2000);
        }

        // Then
        List<Path> segments = JournalFiles.in(directory);
        long total = 0;
        for (Path segment : segments) {
            total += Files.size(segment);
        }
        assertThat(total).isLessThan(120_000);
        assertThat(segments.getFirst().getFileName())
                .hasToString("journal-%010d.jsonl.gz"
                        .formatted(JournalFiles.number(segments.getLast()) - segments.size() + 1));
        assertThat(JournalFiles.number(segments.getFirst())).isPositive();
    }

    @Test
    void aNewWriterStartsANewSegment() throws IOException {
        // Given
        for (int i = 0; i < 2; i++) {
            try (JournalWriter journal = new JournalWriter(directory, 64 * MIB, 128 * MIB, "0.1.0")) {
                new Wild("lines/inspector", i).run(journal, 5);
            }
        }

        // Then
        assertThat(JournalFiles.in(directory))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("journal-0000000000.jsonl.gz", "journal-0000000001.jsonl.gz");
    }

    @Test
    void theHeaderNamesSchemaColumnsAndVersions() throws IOException {
        // Given
        try (JournalWriter journal = new JournalWriter(directory, 64 * MIB, 128 * MIB, "0.1.0")) {
            new Wild("lines/inspector", 3).run(journal, 1);
        }

        // When
        String header = text(only()).lines().findFirst().orElseThrow();

        // Then
        assertThat(header)
                .startsWith(
                        "{\"schema\":\"bailiwick-journal\",\"version\":1,\"code\":\"0.1.0\",\"rule\":2,\"learnedState\":2,\"columns\":{")
                .contains("\"iterationTokensSum\"", "\"timeToFirstTokenSum\"", "\"startedAt\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}\n",
                "not json\n",
                "{\"schema\":\"bailiwick-journal\",\"version\":99}\n",
                "{\"schema\":\"bailiwick-journal\",\"version\":1}\n[\"tick\",0,1,\"r\",1,[],[]]\n",
                "{\"schema\":\"bailiwick-journal\",\"version\":1}\n[\"dance\",0]\n",
                "{\"schema\":\"bailiwick-journal\",\"version\":1}\n{}\n",
            })
    void aFileThatIsNoJournalIsSaidToBeUnreadable(String content) throws IOException {
        // Given
        Path file = directory.resolve("file.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }

        // When
        JournalReader.Ending ending = JournalReader.read(file, entry -> {});

        // Then
        assertThat(ending)
                .isInstanceOfSatisfying(
                        JournalReader.Ending.Unreadable.class,
                        unreadable -> assertThat(unreadable.message())
                                .startsWith("line " + content.lines().count() + ": "));
    }

    @Test
    void aFileThatIsNotCompressedIsSaidToBeUnreadable() throws IOException {
        // When
        Path file = Files.writeString(directory.resolve("file.gz"), "plain text, not gzip");

        // Then
        assertThat(JournalReader.read(file, entry -> {}))
                .isEqualTo(new JournalReader.Ending.Unreadable(0, "line 1: this is not compressed as a journal is"));
    }

    @Test
    void refusesABoundThatHoldsNoTwoSegments() {
        assertThatThrownBy(() -> new JournalWriter(directory, 100, 199, "0.1.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a total of 199 bytes does not hold two segments of 100");
    }

    private Path only() throws IOException {
        assertThat(JournalFiles.in(directory)).hasSize(1);
        return JournalFiles.in(directory).getFirst();
    }

    private static JournalEntry withoutState(JournalEntry entry) {
        return new JournalEntry(entry.deployment(), entry.observation(), entry.policy(), null, entry.decided());
    }

    private static String text(Path segment) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(segment))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
