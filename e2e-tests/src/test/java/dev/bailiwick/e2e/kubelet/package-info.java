/** What only a real kubelet shows: containers start, probes probe, networks carry, SIGTERM ends. */
@NullMarked
package dev.bailiwick.e2e.kubelet;

import org.jspecify.annotations.NullMarked;
