/** Why a deployment has the size that it has: now, from its status, or at a time, from the journal. */
@NullMarked
package dev.bailiwick.cli.explain;

import org.jspecify.annotations.NullMarked;
