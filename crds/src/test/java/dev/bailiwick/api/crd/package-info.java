/** How the CustomResourceDefinitions are made from the API types, and the tests of what comes out. */
@NullMarked
package dev.bailiwick.api.crd;

import org.jspecify.annotations.NullMarked;
