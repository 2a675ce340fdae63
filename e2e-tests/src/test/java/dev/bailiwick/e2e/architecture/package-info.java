/** The table of who may depend on whom, as far as a pom cannot hold it. */
@NullMarked
package dev.bailiwick.e2e.architecture;

import org.jspecify.annotations.NullMarked;
