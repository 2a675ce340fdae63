/** The operator at work on a real API server: what becomes of a ModelDeployment, and what people see of it. */
@NullMarked
package dev.bailiwick.e2e.operator;

import org.jspecify.annotations.NullMarked;
