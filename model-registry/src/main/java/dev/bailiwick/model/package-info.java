/** References to models and engine images: parsed, normalised, or refused with a remedy. */
@NullMarked
package dev.bailiwick.model;

import org.jspecify.annotations.NullMarked;
