package dev.bailiwick.e2e.kubelet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The tests of this class run on a node with a real kubelet, with a release of our chart from our images. A parameter of type {@link
 * Cluster} is it; one of type {@code TestNamespace} is a namespace of the test's own.
 *
 * <p>They run one after another, beside the tests on the sandbox: each of the two mostly waits, and neither touches the other's cluster.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("kubelet")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(OnNode.NODE)
@ExtendWith(ClusterExtension.class)
@interface OnNode {
    /** What a test on a real kubelet has for itself. */
    String NODE = "node";
}
