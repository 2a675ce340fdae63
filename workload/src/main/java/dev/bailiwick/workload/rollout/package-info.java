/** Which replicas serve, start, drain or go, in one deployment of several revisions. */
@NullMarked
package dev.bailiwick.workload.rollout;

import org.jspecify.annotations.NullMarked;
