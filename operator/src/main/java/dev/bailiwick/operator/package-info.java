/** The shell around the pure core: one reconciler, its configuration and its start. */
@NullMarked
package dev.bailiwick.operator;

import org.jspecify.annotations.NullMarked;
