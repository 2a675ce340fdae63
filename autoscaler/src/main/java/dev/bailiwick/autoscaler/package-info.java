/** Decides sizes: pure functions from observations and a policy to decisions. */
@NullMarked
package dev.bailiwick.autoscaler;

import org.jspecify.annotations.NullMarked;
