package dev.bailiwick.images;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One application that is shipped: how its JVM is started, and how its cache is trained.
 *
 * @param application its jars
 * @param mainClass what is run; empty for the jar's own main class
 * @param options of the JVM
 * @param training the recorded run
 */
record Product(Application application, String mainClass, List<String> options, Training training) {

    /** SerialGC: the heap is small. The log of the AOT cache is off: where it does not fit, the JVM goes on without it. */
    private static final List<String> COMMON =
            List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Xlog:aot*=off,cds*=off");

    /**
     * What is used up to being ready is compiled as it was while it was recorded: by the first compiler, without counting for the second,
     * which would take a third of a start on two cores. docs/adr/0024 says what it costs.
     */
    private static final List<String> RECORDED = List.of("-XX:TieredStopAtLevel=1");

    Product {
        options = List.copyOf(options);
    }

    static Product operator(Application application) {
        var port = Visitor.freePort();
        var training = new Training(
                RECORDED,
                List.of(),
                Map.of("quarkus.http.port", Integer.toString(port), "quarkus.http.host", "127.0.0.1"),
                Optional.of(new Training.Server(port, "/q/health/ready", List.of("/q/metrics", "/q/health/live"))));
        return new Product(application, "", options("-XX:MaxRAMPercentage=60"), training);
    }

    static Product simulator(Application application) {
        var port = Visitor.freePort();
        var training = new Training(
                RECORDED,
                List.of("engine", "--host", "127.0.0.1", "--port", Integer.toString(port), "--cold-start", "0s"),
                Map.of(),
                Optional.of(new Training.Server(port, "/health", List.of("/v1/models", "/metrics"))));
        return new Product(
                application, "dev.bailiwick.sandbox.pod.SimulatorMain", options("-XX:MaxRAMPercentage=60"), training);
    }

    static Product cli(Application application) {
        var training = new Training(List.of(), List.of("--help"), Map.of(), Optional.empty());
        return new Product(application, "", options("-XX:TieredStopAtLevel=1"), training);
    }

    private static List<String> options(String own) {
        return Stream.concat(COMMON.stream(), Stream.of(own)).toList();
    }

    /** Where its cache is in an image. */
    String cachePath() {
        return "opt/bailiwick/" + application.name() + ".aot";
    }

    /** What the JVM is told to run, with the jar at {@code jar}. */
    List<String> target(String jar) {
        return mainClass.isEmpty() ? List.of("-jar", jar) : List.of("-cp", jar, mainClass);
    }
}
