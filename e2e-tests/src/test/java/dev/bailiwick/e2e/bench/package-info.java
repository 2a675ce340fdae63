/** What {@code ./bailiwick bench} measures on a sandbox; docs/benchmarks.md says how and shows results. */
@NullMarked
package dev.bailiwick.e2e.bench;

import org.jspecify.annotations.NullMarked;
