/** The main job, end to end, before one's eyes: {@code ./bailiwick demo}. */
@NullMarked
package dev.bailiwick.sandbox.demo;

import org.jspecify.annotations.NullMarked;
