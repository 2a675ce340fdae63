package dev.bailiwick.operator.observe;

import static dev.bailiwick.operator.observe.OperatorMetric.gauge;

import dev.bailiwick.autoscaler.Capacity;
import dev.bailiwick.autoscaler.Signals;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What one deployment is asked for, and what a replica of it is taken to carry. */
final class DemandMeters {
    static final OperatorMetric RUNNING = gauge(
                    "bailiwick_requests_running",
                    "requests",
                    "Requests in the batches of the ready replicas.",
                    "NaN: no replica gives a page that can be believed; see bailiwick_scrapes_total.")
            .perDeployment();
    static final OperatorMetric WAITING = gauge(
                    "bailiwick_requests_waiting",
                    "requests",
                    "Requests in the queues of the ready replicas.",
                    "Above 0 for longer than a cold start: look whether desired has reached maxReplicas or Placed is 0.")
            .perDeployment();
    static final OperatorMetric ARRIVALS = gauge(
                    "bailiwick_arrivals_per_second",
                    "requests per second",
                    "Requests that arrive, estimated over 60 s from finished requests and the change in flight.",
                    "Zero while clients send: they do not reach the Service; look at its endpoints.")
            .perDeployment();
    static final OperatorMetric TOKENS = gauge(
                    "bailiwick_tokens_per_second",
                    "tokens per second",
                    "Prompt and generated tokens served, cached prompt tokens left out, mean of 30 s.",
                    "Flat while requests wait: the replicas are at capacity, and this is a lower bound of the demand.")
            .perDeployment();
    static final OperatorMetric KV_CACHE = gauge(
                    "bailiwick_kv_cache_usage_ratio",
                    "1",
                    "Mean share of the KV cache in use over the ready replicas, 0 to 1.",
                    "Near 1: engines preempt requests; lower engine.maxContext or use larger accelerators.")
            .perDeployment();
    static final OperatorMetric CARRIES = gauge(
                    "bailiwick_replica_capacity_requests",
                    "requests",
                    "Requests in flight that one replica is taken to carry within the objectives, 1 to 32.",
                    "Near 1: prompts are long against the KV cache, so that each replica takes few requests.")
            .perDeployment();
    static final OperatorMetric FULL = gauge(
                    "bailiwick_replica_full_requests",
                    "requests",
                    "Requests that a replica with a queue runs at once; while nothing waits, what each runs.",
                    "Below --max-num-seqs while requests wait: the KV cache limits the batch.")
            .perDeployment();
    static final OperatorMetric FINISHES = gauge(
                    "bailiwick_replica_finished_per_second",
                    "requests per second",
                    "Requests that a saturated replica finishes, measured within the last hour; NaN until one was saturated.",
                    "Lower than yesterday: requests became longer, or GPUs run slower (throttling).")
            .perDeployment();
    static final OperatorMetric PROMPT = gauge(
                    "bailiwick_request_prompt_tokens",
                    "tokens",
                    "Learned length of a prompt.",
                    "A jump: a client changed what it sends; expect other needs at the same request rate.")
            .perDeployment();
    static final OperatorMetric GENERATION = gauge(
                    "bailiwick_request_generation_tokens",
                    "tokens",
                    "Learned length of an answer.",
                    "A jump: as for prompts.")
            .perDeployment();

    static final List<OperatorMetric> ALL =
            List.of(RUNNING, WAITING, ARRIVALS, TOKENS, KV_CACHE, CARRIES, FULL, FINISHES, PROMPT, GENERATION);

    private DemandMeters() {}

    static void show(Meters meters, LastTick last) {
        signal(meters, last, RUNNING, Signals::running);
        signal(meters, last, WAITING, Signals::waiting);
        signal(meters, last, ARRIVALS, Signals::arrivalsPerSecond);
        signal(meters, last, TOKENS, Signals::tokensPerSecond);
        signal(meters, last, KV_CACHE, Signals::kvCacheUsage);
        capacity(meters, last, CARRIES, capacity -> OptionalDouble.of(capacity.concurrency()));
        capacity(meters, last, FULL, Capacity::full);
        capacity(meters, last, FINISHES, Capacity::finishedPerSecond);
        capacity(meters, last, PROMPT, Capacity::promptTokens);
        capacity(meters, last, GENERATION, Capacity::generationTokens);
    }

    private static void signal(
            Meters meters, LastTick last, OperatorMetric metric, Function<Signals, OptionalDouble> value) {
        meters.show(
                metric,
                () -> last.read(tick -> value.apply(tick.decision().signals()).orElse(Double.NaN)));
    }

    private static void capacity(
            Meters meters, LastTick last, OperatorMetric metric, Function<Capacity, OptionalDouble> value) {
        meters.show(
                metric,
                () -> last.read(tick -> value.apply(tick.decision().capacity()).orElse(Double.NaN)));
    }
}
