/** The field's scaling policies as they are documented and as their code was read, and ours beside them. */
@NullMarked
package dev.bailiwick.lab.replay.peer;

import org.jspecify.annotations.NullMarked;
