/** Fuzzing: any ModelDeployment that the API server can store, and what must hold of all that follows from it. */
@NullMarked
package dev.bailiwick.workload.fuzz;

import org.jspecify.annotations.NullMarked;
