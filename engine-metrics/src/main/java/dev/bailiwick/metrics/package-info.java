/** Reads what inference engines say about themselves: page parser, engine maps, engine samples, page writer. */
@NullMarked
package dev.bailiwick.metrics;

import org.jspecify.annotations.NullMarked;
