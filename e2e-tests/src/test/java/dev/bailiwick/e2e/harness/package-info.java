/** What every scenario needs: a shared sandbox, a namespace of its own, and waiting for a condition. */
@NullMarked
package dev.bailiwick.e2e.harness;

import org.jspecify.annotations.NullMarked;
