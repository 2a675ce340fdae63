/** One redacted archive for a support case. */
@NullMarked
package dev.bailiwick.cli.diagnose;

import org.jspecify.annotations.NullMarked;
