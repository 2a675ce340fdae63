/** What people and probes read about the operator itself: metrics and health. */
@NullMarked
package dev.bailiwick.operator.observe;

import org.jspecify.annotations.NullMarked;
