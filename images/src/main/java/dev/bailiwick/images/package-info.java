/** Builds Bailiwick's images and the archive of its command line: which content, which runtime, which trained cache. */
@NullMarked
package dev.bailiwick.images;

import org.jspecify.annotations.NullMarked;
