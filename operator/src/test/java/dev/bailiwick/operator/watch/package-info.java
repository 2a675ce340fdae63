/** Tests of the care for watches. */
@NullMarked
package dev.bailiwick.operator.watch;

import org.jspecify.annotations.NullMarked;
