package dev.bailiwick.e2e.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a sandbox without an operator, which all such tests of this JVM share. A parameter of a test, of its
 * constructor or of a life-cycle method may be a {@link dev.bailiwick.sandbox.Sandbox}, its administrator's
 * {@link io.fabric8.kubernetes.client.KubernetesClient}, or a {@link TestNamespace}: a fresh one for each test or, asked for in a
 * constructor or in {@code @BeforeAll}, for the class. Such classes run one after another, beside those with the operator at work.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SandboxExtension.class)
@OnItsOwn
public @interface Sandboxed {}
