/** From what was observed and decided to the status that people read. */
@NullMarked
package dev.bailiwick.workload.status;

import org.jspecify.annotations.NullMarked;
