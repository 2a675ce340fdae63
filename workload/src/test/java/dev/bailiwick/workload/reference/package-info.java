/** The generated pages of the reference. */
@NullMarked
package dev.bailiwick.workload.reference;

import org.jspecify.annotations.NullMarked;
