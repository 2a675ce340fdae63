package dev.bailiwick.sandbox.pod;

import dev.bailiwick.lab.simulator.EngineProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one simulated engine runs.
 *
 * @param model folder or file to read before it is ready; empty for an engine without a model to read
 * @param servedNames names by which clients ask for the model, at least one; the first stands on the metrics page
 * @param host address to listen on
 * @param port TCP port, 0 for any free one
 * @param profile model and accelerator, with the limits that are wanted
 * @param contextTokens most tokens of a prompt and its answer
 * @param coldStart from the end of the reading to ready
 * @param shutdownTimeout longest time that requests may take to finish after SIGTERM
 */
record EngineSettings(
        Optional<Path> model,
        List<String> servedNames,
        String host,
        int port,
        EngineProfile profile,
        int contextTokens,
        Duration coldStart,
        Duration shutdownTimeout) {

    EngineSettings {
        servedNames = List.copyOf(servedNames);
    }

    /** The name of the model on the metrics page and in answers. */
    String servedName() {
        return servedNames.getFirst();
    }
}
