/** What archives hold, and what they must not. */
@NullMarked
package dev.bailiwick.cli.diagnose;

import org.jspecify.annotations.NullMarked;
