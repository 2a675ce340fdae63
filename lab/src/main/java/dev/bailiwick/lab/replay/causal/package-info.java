/** The causal reference: the shipped size rule with true demand and capacity (research autoscaling-review 4). */
@NullMarked
package dev.bailiwick.lab.replay.causal;

import org.jspecify.annotations.NullMarked;
