/** From what was observed and decided to the status that people read. */
@NullMarked
package dev.bailiwick.workload.report;

import org.jspecify.annotations.NullMarked;
