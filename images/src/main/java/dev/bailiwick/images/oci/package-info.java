/** Writes container images: deterministic layers, OCI manifests, layouts and archives; needs no daemon and no registry. */
@NullMarked
package dev.bailiwick.images.oci;

import org.jspecify.annotations.NullMarked;
