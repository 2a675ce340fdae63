/** Plans which nodes can hold a replica from device-plugin inventory, and explains in counts why when none can. */
@NullMarked
package dev.bailiwick.placement;

import org.jspecify.annotations.NullMarked;
