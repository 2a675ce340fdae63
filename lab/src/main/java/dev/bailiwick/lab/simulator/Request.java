package dev.bailiwick.lab.simulator;

/**
 * One request of a client.
 *
 * @param id unique within a simulation
 * @param promptTokens tokens of the prompt, at least 1
 * @param outputTokens tokens that the model will produce, at least 1
 */
public record Request(long id, int promptTokens, int outputTokens) {

    public Request {
        if (promptTokens < 1 || outputTokens < 1) {
            throw new IllegalArgumentException("request " + id + " needs at least 1 prompt and 1 output token, not "
                    + promptTokens + " and " + outputTokens);
        }
    }
}
