package dev.bailiwick.lab.replay.peer;

import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.View;
import dev.bailiwick.metrics.EngineSample;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What every policy reads of a view and a setting. */
final class Readings {

    private Readings() {}

    /** A pod's page, or null when there is none. */
    static @Nullable EngineSample page(PodReading pod) {
        return pod.scrape() instanceof Scrape.Scraped scraped ? scraped.sample() : null;
    }

    /** A ready pod's page, or null. */
    static @Nullable EngineSample readyPage(PodReading pod) {
        return pod.state() == PodReading.State.READY ? page(pod) : null;
    }

    /** Requests in flight, running and waiting, on all pods with a page; draining ones included. */
    static double inFlight(View view) {
        double inFlight = 0;
        for (PodReading pod : view.pods()) {
            EngineSample page = page(pod);
            inFlight += page == null ? 0 : page.inFlight();
        }
        return inFlight;
    }

    /** Tokens that the KV cache holds, 0 when the page does not say. */
    static long kvTokens(EngineSample page) {
        if (page.kvCacheTokens().isPresent()) {
            return (long) page.kvCacheTokens().getAsDouble();
        }
        String blocks = page.cacheConfiguration().get("num_gpu_blocks");
        String tokens = page.cacheConfiguration().get("block_size");
        return blocks == null || tokens == null ? 0 : Long.parseLong(blocks) * Long.parseLong(tokens);
    }

    /** Milliseconds since 1970. */
    static long millis(View view) {
        return view.at().toEpochMilli();
    }

    /** A knob in seconds as milliseconds. */
    static long millis(Setting setting, String knob) {
        return Math.round(setting.get(knob) * 1_000);
    }

    /** A knob in seconds. */
    static Duration duration(Setting setting, String knob) {
        return Duration.ofMillis(millis(setting, knob));
    }

    /** Whether a switch is on. */
    static boolean on(Setting setting, String knob) {
        return setting.get(knob) != 0;
    }

    /** A number with up to three decimals, as sentences show it. */
    static String shown(double value) {
        double rounded = Math.round(value * 1_000) / 1_000.0;
        return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
    }
}
