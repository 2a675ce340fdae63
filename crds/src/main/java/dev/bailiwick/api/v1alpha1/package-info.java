/** The {@code bailiwick.dev/v1alpha1} API: what a platform team writes and what the operator reports back. */
@NullMarked
package dev.bailiwick.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
