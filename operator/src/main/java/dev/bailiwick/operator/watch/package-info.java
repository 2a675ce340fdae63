/** Whether what the operator watches still reaches it. */
@NullMarked
package dev.bailiwick.operator.watch;

import org.jspecify.annotations.NullMarked;
