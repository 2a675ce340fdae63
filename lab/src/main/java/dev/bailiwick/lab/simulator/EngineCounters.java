package dev.bailiwick.lab.simulator;

/**
 * What an engine counts since its start, as a real vLLM 0.32 does: prompts whole at the end of their prefill, no step
 * that gave no token, no recomputation, and no request that its client cut.
 */
final class EngineCounters {
    /** Picoseconds in a second, for the histograms of time. */
    private static final long SECOND = 1_000_000_000_000L;

    private static final double[] TOKENS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000};
    private static final double[] PER_TOKEN = {
        0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80
    };
    private static final double[] PER_REQUEST = {
        0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680
    };

    long promptTokens;
    long cachedPromptTokens;
    long queriedPromptTokens;
    long hitPromptTokens;
    long generationTokens;
    long preemptions;
    long finished;
    /** What happened as the step under way began: the page shows it when that is over. */
    private long underWayQueried;

    private long underWayHit;
    private long underWayPreemptions;
    final Histogram requestPromptTokens = new Histogram(1, TOKENS);
    final Histogram requestGenerationTokens = new Histogram(1, TOKENS);
    final Histogram requestMaxGenerationTokens = new Histogram(1, TOKENS);
    final Histogram requestParamN = new Histogram(1, 1, 2, 5, 10, 20);
    final Histogram requestParamMaxTokens = new Histogram(1, TOKENS);
    final Histogram prefillComputedTokens = new Histogram(1, TOKENS);
    final Histogram requestPreemptions = new Histogram(1, 1, 2, 3, 4, 5, 10, 20);
    final Histogram iterationTokens = new Histogram(1, 1, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384);
    final Histogram timeToFirstToken = new Histogram(
            SECOND, 0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80,
            160, 640, 2560);
    final Histogram interTokenLatency = new Histogram(SECOND, PER_TOKEN);
    final Histogram requestTimePerOutputToken = new Histogram(SECOND, PER_TOKEN);
    final Histogram endToEnd = new Histogram(SECOND, PER_REQUEST);
    final Histogram queueTime = new Histogram(SECOND, PER_REQUEST);
    final Histogram inferenceTime = new Histogram(SECOND, PER_REQUEST);
    final Histogram prefillTime = new Histogram(SECOND, PER_REQUEST);
    final Histogram decodeTime = new Histogram(SECOND, PER_REQUEST);

    EngineCounters copy() {
        EngineCounters copy = new EngineCounters();
        copy.promptTokens = promptTokens;
        copy.cachedPromptTokens = cachedPromptTokens;
        copy.queriedPromptTokens = queriedPromptTokens;
        copy.hitPromptTokens = hitPromptTokens;
        copy.underWayQueried = underWayQueried;
        copy.underWayHit = underWayHit;
        copy.underWayPreemptions = underWayPreemptions;
        copy.generationTokens = generationTokens;
        copy.preemptions = preemptions;
        copy.finished = finished;
        copy.requestPromptTokens.set(requestPromptTokens);
        copy.requestGenerationTokens.set(requestGenerationTokens);
        copy.requestMaxGenerationTokens.set(requestMaxGenerationTokens);
        copy.requestParamN.set(requestParamN);
        copy.requestParamMaxTokens.set(requestParamMaxTokens);
        copy.prefillComputedTokens.set(prefillComputedTokens);
        copy.requestPreemptions.set(requestPreemptions);
        copy.iterationTokens.set(iterationTokens);
        copy.timeToFirstToken.set(timeToFirstToken);
        copy.interTokenLatency.set(interTokenLatency);
        copy.requestTimePerOutputToken.set(requestTimePerOutputToken);
        copy.endToEnd.set(endToEnd);
        copy.queueTime.set(queueTime);
        copy.inferenceTime.set(inferenceTime);
        copy.prefillTime.set(prefillTime);
        copy.decodeTime.set(decodeTime);
        return copy;
    }

    /** Counts a prompt that is looked up in the prefix cache as a step begins. */
    void lookedUp(Sequence sequence) {
        underWayQueried += sequence.promptTokens;
        underWayHit += sequence.cachedTokens;
    }

    /** Counts a preemption as a step begins. */
    void preempted() {
        underWayPreemptions++;
    }

    /** The step under way is over. */
    void stepEnds() {
        queriedPromptTokens += underWayQueried;
        hitPromptTokens += underWayHit;
        preemptions += underWayPreemptions;
        underWayQueried = 0;
        underWayHit = 0;
        underWayPreemptions = 0;
    }

    /** Counts the first token of a request, with which its prompt counts too. */
    void firstToken(Sequence sequence) {
        promptTokens += sequence.promptTokens;
        cachedPromptTokens += sequence.cachedTokens;
        timeToFirstToken.observe(sequence.firstTokenAt - sequence.submittedAt);
    }

    /** Counts a request that is complete. */
    void finished(Sequence sequence) {
        finished++;
        requestPromptTokens.observe(sequence.promptTokens);
        prefillComputedTokens.observe(sequence.promptTokens - sequence.cachedTokens);
        requestGenerationTokens.observe(sequence.outputTokens);
        requestMaxGenerationTokens.observe(sequence.outputTokens);
        requestParamMaxTokens.observe(sequence.outputTokens);
        requestParamN.observe(1);
        requestPreemptions.observe(sequence.preemptions);
        long decode = sequence.lastTokenAt - sequence.firstTokenAt;
        requestTimePerOutputToken.observe(sequence.outputTokens > 1 ? decode / (sequence.outputTokens - 1) : 0);
        endToEnd.observe(sequence.lastTokenAt - sequence.submittedAt);
        queueTime.observe(sequence.scheduledAt - sequence.submittedAt);
        inferenceTime.observe(sequence.lastTokenAt - sequence.scheduledAt);
        prefillTime.observe(sequence.firstTokenAt - sequence.scheduledAt);
        decodeTime.observe(decode);
    }
}
