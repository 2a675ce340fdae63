package dev.bailiwick.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

final class RuntimeModulesTest {
    private static final Path ROOT = Path.of(System.getProperty("bailiwick.root", ".."));

    /** Named by libraries in classes that nothing here loads; JavaRuntime says more. java.compiler is for annotation processors. */
    private static final Set<String> LEFT_OUT = Set.of("java.desktop", "java.compiler", "jdk.compiler");

    @Test
    void theRuntimeHoldsEveryModuleThatAProductNames() throws IOException {
        // Given
        var modules = modulesOfPackages();
        var products = ImageBuild.Products.in(ROOT);
        var named = new TreeSet<String>();

        // When
        for (var product : Set.of(products.operator(), products.simulator(), products.cli())) {
            for (var jar : jars(product.application())) {
                collect(jar, modules, named);
            }
        }

        // Then
        named.removeAll(LEFT_OUT);
        assertThat(named).contains("java.base", "java.net.http").isSubsetOf(JavaRuntime.MODULES);
    }

    private static Iterable<Path> jars(Application application) {
        var libraries = application.libraries().stream()
                .filter(library -> library.endsWith(".jar"))
                .map(library -> application.jar().resolveSibling(library));
        return Stream.concat(Stream.of(application.jar()), libraries).toList();
    }

    private static void collect(Path jar, Map<String, String> modules, Set<String> named) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            for (var entry : file.stream().toList()) {
                var name = entry.getName();
                if (name.endsWith(".class") && !name.endsWith("module-info.class")) {
                    var pool = ClassFile.of()
                            .parse(file.getInputStream(entry).readAllBytes())
                            .constantPool();
                    StreamSupport.stream(pool.spliterator(), false)
                            .filter(ClassEntry.class::isInstance)
                            .map(each -> ((ClassEntry) each).asInternalName())
                            .filter(each -> each.indexOf('/') > 0)
                            .map(each -> modules.get(each.substring(0, each.lastIndexOf('/'))))
                            .filter(each -> each != null)
                            .forEach(named::add);
                }
            }
        }
    }

    /** The exported packages of the JDK with slashes, and the module of each. */
    private static Map<String, String> modulesOfPackages() {
        var modules = new HashMap<String, String>();
        for (var module : ModuleFinder.ofSystem().findAll()) {
            for (var export : module.descriptor().exports()) {
                if (!export.isQualified()) {
                    modules.put(
                            export.source().replace('.', '/'),
                            module.descriptor().name());
                }
            }
        }
        return modules;
    }
}
