package dev.bailiwick.lab.replay;

/** The traffic of a perturbed run. Copies of a request are delayed by 0 to 2 s of their own. */
final class PerturbedTrace {
    private static final double JITTER = 2;
    private static final double SPIKE_SECONDS = 60;
    private static final double RETURN_SECONDS = 600;
    private static final double RETURN_FACTOR = 10;

    private final Chance chance;
    private final double middle;

    /** Changes that begin at this second. */
    PerturbedTrace(Chance chance, double middleSeconds) {
        this.chance = chance;
        this.middle = middleSeconds;
    }

    /** The trace with what the perturbation does to it. */
    Trace of(Trace trace, Perturbation perturbation) {
        Trace perturbed = trace;
        for (Fault fault : perturbation.kinds()) {
            perturbed = switch (fault) {
                case Fault.MixFlip(double factor) -> flipped(perturbed, factor);
                case Fault.Spike(double factor) ->
                    multiplied(perturbed, middle, middle, middle + SPIKE_SECONDS, factor);
                case Fault.Silence silence -> {
                    double end = middle + silence.length().toSeconds();
                    yield multiplied(perturbed, middle, end, end + RETURN_SECONDS, RETURN_FACTOR);
                }
                default -> perturbed;
            };
        }
        return perturbed;
    }

    private Trace flipped(Trace trace, double factor) {
        Requests requests = new Requests(trace.requests());
        for (int request = 0; request < trace.requests(); request++) {
            int output = trace.outputTokens(request);
            boolean flipped = trace.atSeconds(request) >= middle;
            requests.add(
                    trace.atSeconds(request),
                    trace.promptTokens(request),
                    flipped ? Math.clamp(Math.round(output * factor), 1, Integer.MAX_VALUE) : output);
        }
        return requests.trace(trace.name(), trace.seconds());
    }

    /** Without what arrives from {@code silent} to {@code from}, and with {@code factor} times what does until {@code to}. */
    private Trace multiplied(Trace trace, double silent, double from, double to, double factor) {
        Requests requests = new Requests(trace.requests());
        long copy = 0;
        for (int request = 0; request < trace.requests(); request++) {
            double at = trace.atSeconds(request);
            boolean multiplied = at >= from && at < to;
            if (at < silent || at >= from) {
                requests.add(at, trace.promptTokens(request), trace.outputTokens(request));
            }
            for (int further = 1; multiplied && further < factor; further++) {
                double later = at + JITTER * chance.unit(Chance.Of.JITTER, copy++);
                requests.add(
                        Math.min(later, trace.seconds()), trace.promptTokens(request), trace.outputTokens(request));
            }
        }
        return requests.trace(trace.name(), trace.seconds());
    }
}
