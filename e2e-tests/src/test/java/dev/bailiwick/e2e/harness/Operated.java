package dev.bailiwick.e2e.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class what {@link Sandboxed} gives, on another sandbox, on the whole of which the operator is at work: a parameter
 * may be a {@link Scene} as well, which is a test's own namespace and what stands around it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({SandboxExtension.class, OperatorExtension.class})
public @interface Operated {

    /** Whether the operator of the whole sandbox is at work; where it is not, a test starts one of its own. */
    boolean shared() default true;
}
