/** What the policies of a cell are held against: the cheapest schedule of replicas that a search finds. */
@NullMarked
package dev.bailiwick.lab.replay.bound;

import org.jspecify.annotations.NullMarked;
