/** The lab on the command line: a trace against policies, and a journal decided again. */
@NullMarked
package dev.bailiwick.cli.replay;

import org.jspecify.annotations.NullMarked;
