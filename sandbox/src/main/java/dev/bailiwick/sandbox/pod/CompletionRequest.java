package dev.bailiwick.sandbox.pod;

/**
 * A request of OpenAI's API as far as the simulator minds it. The prompt itself is not kept.
 *
 * @param chat a chat completion, else a text completion
 * @param promptTokens estimated tokens of the prompt, at least 1
 * @param outputTokens tokens that the answer will have, at least 1
 * @param stream whether the client wants tokens as they come
 * @param includeUsage whether the last chunk of a stream counts the tokens
 */
record CompletionRequest(boolean chat, int promptTokens, int outputTokens, boolean stream, boolean includeUsage) {}
