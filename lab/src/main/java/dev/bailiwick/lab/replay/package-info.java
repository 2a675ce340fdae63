/** Traces played against simulated engines under one policy or another, and what came of it, counted once and for all. */
@NullMarked
package dev.bailiwick.lab.replay;

import org.jspecify.annotations.NullMarked;
