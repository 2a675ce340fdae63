/** The chart: what it renders, what it refuses, and what an installed release may do. */
@NullMarked
package dev.bailiwick.e2e.chart;

import org.jspecify.annotations.NullMarked;
