package dev.bailiwick.operator.tick;

import java.time.Instant;
import java.util.Optional;

/**
 * A size to act on.
 *
 * @param size replicas
 * @param page when the first page was received of the tick that chose this size; absent for a size that was found
 */
public record Decided(int size, Optional<Instant> page) {}
