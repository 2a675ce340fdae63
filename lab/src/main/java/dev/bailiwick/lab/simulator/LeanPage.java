package dev.bailiwick.lab.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What the shipped reader reads of a {@link MetricsPage}, and nothing else: the same samples for a tenth of the bytes,
 * written into a buffer that is used again. Not safe for use by several threads at once.
 */
public final class LeanPage {
    private static final List<String> FINISHED = List.of("stop", "length", "abort", "error", "repetition");

    private static final int MOST_DIGITS = 19;

    private final List<byte[]> heads = new ArrayList<>();
    private final String model;
    private byte[] page = new byte[1 << 13];
    private int length;
    private int line;

    /** A page of engines of one kind that serve a model of that name. */
    public LeanPage(EngineProfile profile, String modelName) {
        this.model = "engine=\"0\",model_name=\"" + modelName + "\"";
        head("vllm:num_requests_running", "");
        head("vllm:num_requests_waiting", "");
        head("vllm:num_requests_waiting_by_reason", ",reason=\"capacity\"");
        head("vllm:num_requests_waiting_by_reason", ",reason=\"deferred\"");
        head("vllm:kv_cache_usage_perc", "");
        head("vllm:num_preemptions_total", "");
        head("vllm:prompt_tokens_total", "");
        head("vllm:prompt_tokens_cached_total", "");
        head("vllm:generation_tokens_total", "");
        head("vllm:generation_tokens_created", "");
        FINISHED.forEach(reason -> head("vllm:request_success_total", ",finished_reason=\"" + reason + "\""));
        distribution("vllm:request_prompt_tokens");
        distribution("vllm:request_generation_tokens");
        distribution("vllm:iteration_tokens_total");
        distribution("vllm:inter_token_latency_seconds");
        distribution("vllm:time_to_first_token_seconds");
        for (double edge : new EngineCounters().timeToFirstToken.upperEdges()) {
            head("vllm:time_to_first_token_seconds_bucket", ",le=\"" + edge + "\"");
        }
        head("vllm:time_to_first_token_seconds_bucket", ",le=\"+Inf\"");
        heads.add(configuration(MetricsPage.cacheLabels(profile)).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes the page of an engine as it stands.
     *
     * @param countedSince when its counters began, in seconds since the epoch
     * @return how many bytes of {@link #bytes} it takes
     */
    public int write(LeapEngine engine, double countedSince) {
        EngineCounters counters = engine.counters();
        length = 0;
        line = 0;
        whole(engine.running());
        whole(engine.waiting());
        whole(engine.waiting());
        whole(0);
        number(engine.kvUsage());
        whole(counters.preemptions);
        whole(counters.promptTokens);
        whole(counters.cachedPromptTokens);
        whole(counters.generationTokens);
        number(countedSince);
        for (String reason : FINISHED) {
            whole(reason.equals("length") ? counters.finished : 0);
        }
        distribution(counters.requestPromptTokens);
        distribution(counters.requestGenerationTokens);
        distribution(counters.iterationTokens);
        distribution(counters.interTokenLatency);
        distribution(counters.timeToFirstToken);
        long total = 0;
        for (int bucket = 0; bucket < counters.timeToFirstToken.buckets(); bucket++) {
            total += counters.timeToFirstToken.count(bucket);
            whole(total);
        }
        whole(1);
        return length;
    }

    /** The buffer, which the next page is written into. */
    public byte[] bytes() {
        return page;
    }

    private void head(String name, String label) {
        heads.add((name + "{" + model + label + "} ").getBytes(StandardCharsets.UTF_8));
    }

    private void distribution(String name) {
        head(name + "_count", "");
        head(name + "_sum", "");
    }

    private static String configuration(SortedMap<String, String> labels) {
        StringBuilder head = new StringBuilder("vllm:cache_config_info{engine=\"0\"");
        for (Map.Entry<String, String> label : labels.entrySet()) {
            head.append(',')
                    .append(label.getKey())
                    .append("=\"")
                    .append(label.getValue())
                    .append('"');
        }
        return head.append("} ").toString();
    }

    private void distribution(Histogram histogram) {
        whole(histogram.count());
        number(histogram.sum());
    }

    private void number(double value) {
        if (value == Math.rint(value) && value < 1e15) {
            whole((long) value);
            return;
        }
        begin();
        String text = Double.toString(value);
        for (int i = 0; i < text.length(); i++) {
            page[length++] = (byte) text.charAt(i);
        }
        page[length++] = '\n';
    }

    private void whole(long value) {
        begin();
        int digits = 1;
        for (long edge = 10; digits < MOST_DIGITS && value >= edge; edge *= 10) {
            digits++;
        }
        int at = length + digits;
        long left = value;
        for (; left > Integer.MAX_VALUE; left /= 10) {
            page[--at] = (byte) ('0' + left % 10);
        }
        // Most numbers are small, and small ones are divided faster.
        int small = (int) left;
        while (at > length) {
            page[--at] = (byte) ('0' + small % 10);
            small /= 10;
        }
        length += digits;
        page[length++] = '\n';
    }

    /** Writes the head of the next line and leaves room for any number. */
    private void begin() {
        byte[] head = heads.get(line++);
        if (length + head.length + 32 > page.length) {
            page = Arrays.copyOf(page, 2 * page.length);
        }
        System.arraycopy(head, 0, page, length, head.length);
        length += head.length;
    }
}
