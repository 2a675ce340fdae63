/** The journal: observations and decisions, line by line, so that they can be decided again. */
@NullMarked
package dev.bailiwick.autoscaler.journal;

import org.jspecify.annotations.NullMarked;
