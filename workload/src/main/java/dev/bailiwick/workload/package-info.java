/** What a ModelDeployment means: from what was observed to what should be, all pure. */
@NullMarked
package dev.bailiwick.workload;

import org.jspecify.annotations.NullMarked;
