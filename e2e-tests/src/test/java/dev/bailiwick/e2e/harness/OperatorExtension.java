package dev.bailiwick.e2e.harness;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs the operator that serves the whole sandbox, and the engines' desk; see {@link Operated}. */
final class OperatorExtension implements BeforeAllCallback, ParameterResolver {

    @Override
    public void beforeAll(ExtensionContext context) {
        if (AnnotationSupport.findAnnotation(context.getRequiredTestClass(), Operated.class)
                .orElseThrow()
                .shared()) {
            operator(context).start();
        } else {
            operator(context).stop();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == Scene.class || type == Operator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Operator.class
                ? operator(context)
                : new Scene(
                        SandboxExtension.sandbox(context),
                        SandboxExtension.namespace(context),
                        operator(context),
                        desk(context));
    }

    private static Operator operator(ExtensionContext context) {
        return SandboxExtension.store(context)
                .computeIfAbsent(
                        Operator.class,
                        key -> Operator.install(
                                SandboxExtension.sandbox(context),
                                "bailiwick",
                                "bailiwick-system",
                                List.of("--set=crds.install=true"),
                                desk(context),
                                Map.of()),
                        Operator.class);
    }

    private static EngineDesk desk(ExtensionContext context) {
        return SandboxExtension.store(context)
                .computeIfAbsent(EngineDesk.class, key -> EngineDesk.open(), EngineDesk.class);
    }
}
