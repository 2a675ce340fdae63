package dev.bailiwick.e2e.kubelet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class run on a node with a real kubelet, with a release of our chart from our images. A parameter of type {@link
 * Cluster} is it; one of type {@code TestNamespace} is a namespace of the test's own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("kubelet")
@ExtendWith(ClusterExtension.class)
@interface OnNode {}
