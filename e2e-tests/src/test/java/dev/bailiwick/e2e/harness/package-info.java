/**
 * What every scenario needs: a shared sandbox with the operator at work, a namespace of its own, engines that it sets, and waiting for a
 * condition. Start at {@link dev.bailiwick.e2e.harness.Scene}.
 */
@NullMarked
package dev.bailiwick.e2e.harness;

import org.jspecify.annotations.NullMarked;
