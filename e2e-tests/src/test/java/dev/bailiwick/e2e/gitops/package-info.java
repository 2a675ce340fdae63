/** GitOps: what Flux and Argo CD make of our objects, and that their applies of what stands already change nothing. */
@NullMarked
package dev.bailiwick.e2e.gitops;

import org.jspecify.annotations.NullMarked;
