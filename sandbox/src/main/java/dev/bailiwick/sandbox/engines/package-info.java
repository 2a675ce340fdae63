/** Simulated engines for the pods of a sandbox: they start cold, become ready, answer a load and serve their pages. */
@NullMarked
package dev.bailiwick.sandbox.engines;

import org.jspecify.annotations.NullMarked;
