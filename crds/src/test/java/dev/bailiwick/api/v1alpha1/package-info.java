/** Tests of what the API types themselves know. */
@NullMarked
package dev.bailiwick.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
