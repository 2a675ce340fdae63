package dev.bailiwick.e2e.operator;

/** Specifications that the scenarios start from. */
final class Specs {

    private static final String ENGINE = """
            engine: {type: Custom, image: "registry.example/engines/server:%s"}
            """;

    /** Pods become ready by themselves, soon after they run. */
    private static final String READY_SOON = """
            pod: {annotations: {bailiwick-sandbox/ready-after: 100ms}}
            """;

    private Specs() {}

    /** An engine on CPU, whose pods become ready by themselves. */
    static String onCpu(String more) {
        return version("v1", more);
    }

    /** The same with another version of the engine's image. */
    static String version(String tag, String more) {
        return ENGINE.formatted(tag) + READY_SOON + more;
    }

    /** An engine on CPU, whose pods are ready when the test says so. */
    static String startingByHand(String more) {
        return ENGINE.formatted("v1") + more;
    }

    /** One GPU of a product for each replica. */
    static String onGpu(String tag, String product, String more) {
        return version(tag, """
                        accelerator: {select: {products: ["%s"]}}
                        """.formatted(product) + more);
    }

    /** Sized by the operator, with a delay before a release that a test can wait for. */
    static String auto(int least, int most, String targets) {
        return scaled("Auto", least, most, targets);
    }

    /** Only recommended to. */
    static String recommended(int least, int most, String targets) {
        return scaled("Recommend", least, most, targets);
    }

    private static String scaled(String mode, int least, int most, String targets) {
        return """
                scaling: {mode: %s, minReplicas: %d, maxReplicas: %d, scaleDownDelay: 2s, targets: {%s}}
                """.formatted(mode, least, most, targets);
    }
}
