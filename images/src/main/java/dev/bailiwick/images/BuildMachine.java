package dev.bailiwick.images;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where images are built.
 *
 * @param system name of the operating system, as the JVM says it
 * @param processor name of the processor's architecture, as the JVM says it
 * @param root of the repository
 * @param jdk the JDK that the runtime is linked from
 * @param cache folder that is kept from build to build
 * @param version of the product
 */
record BuildMachine(String system, String processor, Path root, Path jdk, Path cache, String version) {

    static BuildMachine current() {
        var home = System.getenv("XDG_CACHE_HOME");
        var caches =
                home == null || home.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home);
        var version = Optional.ofNullable(BuildMachine.class.getPackage().getImplementationVersion());
        return new BuildMachine(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Path.of(System.getProperty("bailiwick.root", "."))
                        .toAbsolutePath()
                        .normalize(),
                Path.of(System.getProperty("java.home")),
                caches.resolve("bailiwick/images"),
                release(version.orElseThrow(
                        () -> new ImagesException("run ./bailiwick images, which runs the built jar"))));
    }

    /** The version without the mark of a build that is not released, as the chart's appVersion has it. */
    static String release(String version) {
        return version.replace("-SNAPSHOT", "");
    }

    /** @throws ImagesException if images cannot be built here */
    void check() {
        if (!system.equals("Linux") || !processor.equals("amd64")) {
            throw new ImagesException("images are built on Linux on x86-64, and this is " + system + " on " + processor
                    + "; images/Dockerfile builds them for other machines");
        }
    }
}
