package dev.bailiwick.placement;

/**
 * How a replica is pinned, and whether the cluster can hold it.
 *
 * @param pinning what the pod must carry, meaningful also when nothing can hold it
 * @param resolution can it ever be met
 * @param availability is it met now
 */
public record Plan(Pinning pinning, Resolution resolution, Availability availability) {}
