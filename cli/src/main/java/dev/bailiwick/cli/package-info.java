/** The command {@code bailiwick}: what people and scripts ask of Bailiwick on a cluster. */
@NullMarked
package dev.bailiwick.cli;

import org.jspecify.annotations.NullMarked;
