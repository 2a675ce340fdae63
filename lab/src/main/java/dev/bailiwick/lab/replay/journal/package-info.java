/** What a running operator journaled, decided again: the same, under another policy, or in a closed loop. */
@NullMarked
package dev.bailiwick.lab.replay.journal;

import org.jspecify.annotations.NullMarked;
