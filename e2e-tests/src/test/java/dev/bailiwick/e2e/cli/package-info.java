/** The command bailiwick against a real API server, as a process of its own. */
@NullMarked
package dev.bailiwick.e2e.cli;

import org.jspecify.annotations.NullMarked;
