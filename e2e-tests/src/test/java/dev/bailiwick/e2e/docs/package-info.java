/** Pages of the documentation: what they show is taken by the programs that they show it to. */
@NullMarked
package dev.bailiwick.e2e.docs;

import org.jspecify.annotations.NullMarked;
