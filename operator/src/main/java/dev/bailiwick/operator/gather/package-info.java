/** All reading for one pass: caches first, the API server where a cache cannot know. */
@NullMarked
package dev.bailiwick.operator.gather;

import org.jspecify.annotations.NullMarked;
