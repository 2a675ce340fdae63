/** From a specification to the Kubernetes objects that carry it out. */
@NullMarked
package dev.bailiwick.workload.render;

import org.jspecify.annotations.NullMarked;
