/** Alerts, dashboards and runbooks, against a real Prometheus. */
@NullMarked
package dev.bailiwick.e2e.observability;

import org.jspecify.annotations.NullMarked;
