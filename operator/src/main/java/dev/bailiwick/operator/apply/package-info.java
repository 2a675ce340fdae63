/** All writing: fenced server-side apply, single pods, status, events. */
@NullMarked
package dev.bailiwick.operator.apply;

import org.jspecify.annotations.NullMarked;
