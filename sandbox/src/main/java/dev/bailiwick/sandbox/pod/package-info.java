/** One simulated engine as a pod of its own: it takes vLLM's arguments, answers OpenAI's requests and drains on SIGTERM. */
@NullMarked
package dev.bailiwick.sandbox.pod;

import org.jspecify.annotations.NullMarked;
