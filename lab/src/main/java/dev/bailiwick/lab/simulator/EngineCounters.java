package dev.bailiwick.lab.simulator;

/**
 * What an engine counts since its start, as a real vLLM 0.32 does: prompts whole at the end of their prefill, no step
 * that gave no token, no recomputation, and no request that its client cut.
 */
final class EngineCounters {
    private static final double NANOS = 1e9;
    private static final double[] TOKENS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000};
    private static final double[] PER_TOKEN = {
        0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80
    };
    private static final double[] PER_REQUEST = {
        0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680
    };

    long promptTokens;
    long queriedPromptTokens;
    long generationTokens;
    long preemptions;
    long finished;
    final Histogram requestPromptTokens = new Histogram(TOKENS);
    final Histogram requestGenerationTokens = new Histogram(TOKENS);
    final Histogram requestMaxGenerationTokens = new Histogram(TOKENS);
    final Histogram requestParamN = new Histogram(1, 2, 5, 10, 20);
    final Histogram requestParamMaxTokens = new Histogram(TOKENS);
    final Histogram prefillComputedTokens = new Histogram(TOKENS);
    final Histogram requestPreemptions = new Histogram(1, 2, 3, 4, 5, 10, 20);
    final Histogram iterationTokens = new Histogram(1, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384);
    final Histogram timeToFirstToken = new Histogram(
            0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640,
            2560);
    final Histogram interTokenLatency = new Histogram(PER_TOKEN);
    final Histogram requestTimePerOutputToken = new Histogram(PER_TOKEN);
    final Histogram endToEnd = new Histogram(PER_REQUEST);
    final Histogram queueTime = new Histogram(PER_REQUEST);
    final Histogram inferenceTime = new Histogram(PER_REQUEST);
    final Histogram prefillTime = new Histogram(PER_REQUEST);
    final Histogram decodeTime = new Histogram(PER_REQUEST);

    /** Counts the first token of a request, with which its prompt counts too. */
    void firstToken(Sequence sequence) {
        promptTokens += sequence.request.promptTokens();
        timeToFirstToken.observe(seconds(sequence.firstTokenAt - sequence.submittedAt));
    }

    /** Counts a request that is complete. */
    void finished(Sequence sequence) {
        Request request = sequence.request;
        finished++;
        requestPromptTokens.observe(request.promptTokens());
        prefillComputedTokens.observe(request.promptTokens());
        requestGenerationTokens.observe(request.outputTokens());
        requestMaxGenerationTokens.observe(request.outputTokens());
        requestParamMaxTokens.observe(request.outputTokens());
        requestParamN.observe(1);
        requestPreemptions.observe(sequence.preemptions);
        double decode = seconds(sequence.lastTokenAt - sequence.firstTokenAt);
        requestTimePerOutputToken.observe(request.outputTokens() > 1 ? decode / (request.outputTokens() - 1) : 0);
        endToEnd.observe(seconds(sequence.lastTokenAt - sequence.submittedAt));
        queueTime.observe(seconds(sequence.scheduledAt - sequence.submittedAt));
        inferenceTime.observe(seconds(sequence.lastTokenAt - sequence.scheduledAt));
        prefillTime.observe(seconds(sequence.firstTokenAt - sequence.scheduledAt));
        decodeTime.observe(decode);
    }

    static double seconds(long nanos) {
        return nanos / NANOS;
    }
}
