/** The named checks that a ModelDeployment passes before anything is rendered. */
@NullMarked
package dev.bailiwick.workload.check;

import org.jspecify.annotations.NullMarked;
