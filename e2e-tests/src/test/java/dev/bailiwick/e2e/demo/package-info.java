/** What the demo stands on: simulated engines, load from a trace, the examples. */
@NullMarked
package dev.bailiwick.e2e.demo;

import org.jspecify.annotations.NullMarked;
