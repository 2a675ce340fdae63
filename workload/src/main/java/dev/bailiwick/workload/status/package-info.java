/** The words that status and events are written in: conditions, their reasons, and reasons of events. */
@NullMarked
package dev.bailiwick.workload.status;

import org.jspecify.annotations.NullMarked;
