/** Pure tests of the shell. */
@NullMarked
package dev.bailiwick.operator;

import org.jspecify.annotations.NullMarked;
