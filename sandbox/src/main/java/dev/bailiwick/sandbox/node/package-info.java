/** A node with a real kubelet in a container, for what a simulated node cannot show. */
@NullMarked
package dev.bailiwick.sandbox.node;

import org.jspecify.annotations.NullMarked;
