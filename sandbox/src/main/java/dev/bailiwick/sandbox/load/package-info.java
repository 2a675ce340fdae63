/** Load from a recorded trace on the simulated engines, and what its clients felt. */
@NullMarked
package dev.bailiwick.sandbox.load;

import org.jspecify.annotations.NullMarked;
