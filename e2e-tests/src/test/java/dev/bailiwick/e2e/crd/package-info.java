/** The definition of ModelDeployment on a real API server: what it accepts, refuses, explains and shows. */
@NullMarked
package dev.bailiwick.e2e.crd;

import org.jspecify.annotations.NullMarked;
