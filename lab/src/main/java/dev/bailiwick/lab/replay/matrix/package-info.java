/** Which runs a comparison is made of, and by what each is known again. */
@NullMarked
package dev.bailiwick.lab.replay.matrix;

import org.jspecify.annotations.NullMarked;
