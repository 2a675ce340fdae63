/** The search for the load under which a policy does worst. */
@NullMarked
package dev.bailiwick.lab.replay.attack;

import org.jspecify.annotations.NullMarked;
