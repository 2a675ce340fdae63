package dev.bailiwick.e2e.harness;

import dev.bailiwick.sandbox.Sandbox;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Brings a shared sandbox up when the first test asks for it and ends it with the last; see {@link Sandboxed} and {@link Operated}. */
final class SandboxExtension implements ParameterResolver {

    private static final Namespace STORE = Namespace.create(SandboxExtension.class);
    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Sandbox.class || type == KubernetesClient.class || type == TestNamespace.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        Sandbox sandbox = sandbox(context);
        if (type == Sandbox.class) {
            return sandbox;
        }
        return type == KubernetesClient.class ? sandbox.client() : namespace(context);
    }

    /** JUnit closes what is in a store with the context that the store belongs to, the root's at the end of all tests. */
    static Sandbox sandbox(ExtensionContext context) {
        String name =
                AnnotationSupport.isAnnotated(context.getRequiredTestClass(), Operated.class) ? "operated" : "quiet";
        return store(context)
                .computeIfAbsent(name, key -> SharedSandbox.up(name), SharedSandbox.class)
                .sandbox();
    }

    /** What is kept for all tests. */
    static Store store(ExtensionContext context) {
        return context.getRoot().getStore(STORE);
    }

    static TestNamespace namespace(ExtensionContext context) {
        return context.getStore(STORE)
                .computeIfAbsent(
                        TestNamespace.class,
                        key -> TestNamespace.create(sandbox(context).client(), nameFor(context)),
                        TestNamespace.class);
    }

    /** A name that says which test it was, and is never used twice. */
    private static String nameFor(ExtensionContext context) {
        String words = context.getElement()
                .map(SandboxExtension::nameOf)
                .orElse("test")
                .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replaceAll("[^A-Za-z0-9]+", "-")
                .toLowerCase(Locale.ROOT);
        String numbered = "t" + NAMESPACES.incrementAndGet() + "-" + words;
        return numbered.substring(0, Math.min(numbered.length(), 50)).replaceAll("-+$", "");
    }

    private static String nameOf(AnnotatedElement element) {
        return switch (element) {
            case Method method -> method.getName();
            case Class<?> type -> type.getSimpleName();
            default -> "test";
        };
    }
}
