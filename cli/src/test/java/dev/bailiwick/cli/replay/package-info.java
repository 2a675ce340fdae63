@NullMarked
package dev.bailiwick.cli.replay;

import org.jspecify.annotations.NullMarked;
