/** Which size rules: the mapping between the API and the pure autoscaler, mode changes and holds. */
@NullMarked
package dev.bailiwick.workload.scaling;

import org.jspecify.annotations.NullMarked;
