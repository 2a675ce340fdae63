/** Scenarios of the sandbox itself. */
@NullMarked
package dev.bailiwick.e2e.sandbox;

import org.jspecify.annotations.NullMarked;
