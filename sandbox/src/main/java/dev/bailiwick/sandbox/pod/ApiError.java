package dev.bailiwick.sandbox.pod;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * An error as vLLM's server words it: OpenAI's shape, with the HTTP status as its code.
 *
 * @param message the fault and its remedy; never a part of a prompt
 * @param type vLLM's name of the kind of fault
 * @param parameter the field at fault, null when none is
 * @param code HTTP status
 */
record ApiError(
        String message,
        String type,
        @JsonProperty("param") @Nullable String parameter,
        int code) {

    static ApiError badRequest(String message, @Nullable String parameter) {
        return new ApiError(message, "BadRequestError", parameter, 400);
    }

    static ApiError notFound(String message, @Nullable String parameter) {
        return new ApiError(message, "NotFoundError", parameter, 404);
    }

    static ApiError wrongMethod(String message) {
        return new ApiError(message, "MethodNotAllowed", null, 405);
    }

    static ApiError tooLarge(String message) {
        return new ApiError(message, "RequestEntityTooLarge", null, 413);
    }

    static ApiError unavailable(String message) {
        return new ApiError(message, "ServiceUnavailableError", null, 503);
    }
}
