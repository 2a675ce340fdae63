/** A local Kubernetes control plane with simulated GPU nodes, without Docker and without root. */
@NullMarked
package dev.bailiwick.sandbox;

import org.jspecify.annotations.NullMarked;
