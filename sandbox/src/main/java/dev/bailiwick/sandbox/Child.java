package dev.bailiwick.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * A process of a sandbox.
 *
 * @param name its name, and that of its log
 * @param pid its process id
 * @param ended how it ended ({@code exit status 1}, {@code signal: killed}), null while it runs
 */
public record Child(String name, long pid, @Nullable String ended) {}
