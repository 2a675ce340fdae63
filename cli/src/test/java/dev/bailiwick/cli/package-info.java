/** Tests of the command line as a whole. */
@NullMarked
package dev.bailiwick.cli;

import org.jspecify.annotations.NullMarked;
