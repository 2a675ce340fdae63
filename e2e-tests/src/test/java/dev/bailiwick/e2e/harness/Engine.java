package dev.bailiwick.e2e.harness;

import dev.bailiwick.metrics.Labels;
import dev.bailiwick.metrics.PageWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * What the engine of one pod shows on its metrics page, in vLLM's names. Its counters rise with time at the rates that a test sets, so
 * that two pages never contradict each other.
 */
public final class Engine {

    private static final Labels LABELS = Labels.of(Map.of("engine", "0", "model_name", "model"));
    private static final Labels STOPPED = LABELS.with("finished_reason", "stop");
    /** Edges of the time to the first token, in seconds; the last bucket has none. */
    private static final double[] EDGES = {1, 2.5};
    /** Longer than any scrape may take. */
    private static final Duration SLOW = Duration.ofSeconds(10);

    private final InstantSource clock = InstantSource.system();
    private final Instant began = clock.instant();
    private Instant counted = began;
    private double running;
    private double waiting;
    private double tokensPerSecond;
    private double tokens;
    private double finished;
    private double firstTokensInTimePerSecond;
    private double firstTokensLatePerSecond;
    private double inTime;
    private double late;
    private Fault fault = Fault.NONE;
    private String lastPage = "";
    private int asked;

    /** How a page can fail. */
    public enum Fault {
        NONE,
        /** No answer: the connection breaks. */
        MISSING,
        /** Status 500. */
        ERROR,
        /** No answer within any scrape's timeout. */
        SLOW,
        /** A number that is none. */
        NAN,
        /** A number below zero. */
        NEGATIVE,
        /** Not in the Prometheus text format. */
        GARBAGE,
        /** The last page over and over. */
        STALE
    }

    /**
     * An answer over HTTP.
     *
     * @param status status, or 0 for a connection that breaks
     */
    record Answer(int status, String body) {}

    /** Sets how many requests run and how many wait. */
    public synchronized Engine holds(int requestsRunning, int requestsWaiting) {
        running = requestsRunning;
        waiting = requestsWaiting;
        return this;
    }

    /** Sets the rate of generated tokens; one request finishes for each hundred of them. */
    public synchronized Engine serves(double perSecond) {
        count();
        tokensPerSecond = perSecond;
        return this;
    }

    /** Sets how many first tokens a second come within half a second, and how many after ten; shown from then on. */
    public synchronized Engine startsTokens(double inTimePerSecond, double latePerSecond) {
        count();
        firstTokensInTimePerSecond = inTimePerSecond;
        firstTokensLatePerSecond = latePerSecond;
        return this;
    }

    /** Makes the page fail in one way from now on, or no longer. */
    public synchronized Engine fails(Fault with) {
        fault = with;
        return this;
    }

    /** Returns when the page has been asked for this many more times. */
    public void awaitScrapes(int more) {
        int target = asked() + more;
        Eventually.eventually(more + " more scrapes of an engine", () -> asked() >= target);
    }

    private synchronized int asked() {
        return asked;
    }

    Answer answer() throws InterruptedException {
        if (currentFault() == Fault.SLOW) {
            Thread.sleep(SLOW);
        }
        return page();
    }

    private synchronized Fault currentFault() {
        asked++;
        return fault;
    }

    private synchronized Answer page() {
        count();
        if (fault != Fault.STALE || lastPage.isEmpty()) {
            lastPage = write();
        }
        return switch (fault) {
            case MISSING -> new Answer(0, "");
            case ERROR -> new Answer(500, "the engine has failed\n");
            case GARBAGE -> new Answer(200, "<html>this is no metrics page</html>\n");
            default -> new Answer(200, lastPage);
        };
    }

    private void count() {
        Instant now = clock.instant();
        double seconds = Duration.between(counted, now).toMillis() / 1000.0;
        double grown = tokensPerSecond * seconds;
        tokens += grown;
        finished += grown / 100;
        inTime += firstTokensInTimePerSecond * seconds;
        late += firstTokensLatePerSecond * seconds;
        counted = now;
    }

    private String write() {
        double shown = switch (fault) {
            case NAN -> Double.NaN;
            case NEGATIVE -> -1;
            default -> running;
        };
        PageWriter page = new PageWriter()
                .gauge("vllm:num_requests_running", "Requests in the batch")
                .sample(LABELS, shown)
                .gauge("vllm:num_requests_waiting", "Requests in the queue")
                .sample(LABELS, waiting)
                .gauge("vllm:kv_cache_usage_perc", "Share of the KV cache in use")
                .sample(LABELS, Math.min(1, running / 64))
                .counter("vllm:prompt_tokens", "Prompt tokens")
                .sample(LABELS, 0)
                .counter("vllm:generation_tokens", "Generated tokens")
                .sample(LABELS, Math.floor(tokens))
                .created("vllm:generation_tokens", "When the counter began")
                .sample(LABELS, (double) began.getEpochSecond())
                .counter("vllm:request_success", "Finished requests")
                .sample(STOPPED, Math.floor(finished));
        if (firstTokensInTimePerSecond + firstTokensLatePerSecond > 0 || inTime + late > 0) {
            page.histogram("vllm:time_to_first_token_seconds", "Time to the first token")
                    .buckets(LABELS, EDGES, new long[] {(long) inTime, 0, (long) late}, inTime / 2 + 10 * late);
        }
        return page.text();
    }
}
