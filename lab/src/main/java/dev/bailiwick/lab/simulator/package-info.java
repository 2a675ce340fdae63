/** A simulated fleet of inference engines in virtual time, their metrics pages, and the traces that drive them. */
@NullMarked
package dev.bailiwick.lab.simulator;

import org.jspecify.annotations.NullMarked;
