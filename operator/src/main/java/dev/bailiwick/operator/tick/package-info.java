/** Scraping engines and asking the autoscaler, once per deployment and interval. */
@NullMarked
package dev.bailiwick.operator.tick;

import org.jspecify.annotations.NullMarked;
