/** What explanations say. */
@NullMarked
package dev.bailiwick.cli.explain;

import org.jspecify.annotations.NullMarked;
