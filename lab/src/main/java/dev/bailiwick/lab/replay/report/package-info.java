/** What runs came to, for scripts (JSON), for a terminal (a table) and for people (one page of HTML). */
@NullMarked
package dev.bailiwick.lab.replay.report;

import org.jspecify.annotations.NullMarked;
