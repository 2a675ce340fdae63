package dev.bailiwick.e2e.kubelet;

import dev.bailiwick.e2e.harness.TestNamespace;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the node when the first test asks for it and ends it with the last. */
final class ClusterExtension implements ParameterResolver {

    private static final Namespace STORE = Namespace.create(ClusterExtension.class);
    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    /** A node that JUnit closes with the store that it is in. */
    private record Running(Cluster cluster) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            cluster.node().close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == Cluster.class || type == TestNamespace.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var cluster = cluster(context);
        return parameter.getParameter().getType() == Cluster.class ? cluster : namespace(context, cluster);
    }

    private static Cluster cluster(ExtensionContext context) {
        return context.getRoot()
                .getStore(STORE)
                .computeIfAbsent(Running.class, key -> new Running(prepared()), Running.class)
                .cluster();
    }

    private static Cluster prepared() {
        var building = CompletableFuture.supplyAsync(Images::built);
        var node = Node.start();
        var images = building.join();
        images.loadInto(node);
        FakeGpus.install(node);
        return new Cluster(node, images);
    }

    private static TestNamespace namespace(ExtensionContext context, Cluster cluster) {
        var words = context.getRequiredTestClass()
                .getSimpleName()
                .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT);
        return context.getStore(STORE)
                .computeIfAbsent(
                        TestNamespace.class,
                        key -> TestNamespace.create(cluster.client(), "t" + NAMESPACES.incrementAndGet() + "-" + words),
                        TestNamespace.class);
    }
}
