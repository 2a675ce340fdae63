package dev.bailiwick.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Records one run of an application and makes the cache of it, in two steps: a recording that is ended by SIGTERM, as a kubelet does
 * it, then the cache.
 *
 * @param java the program that will run it, of the runtime that goes into the image
 * @param options of the JVM, the same as in the image
 * @param target what is run: {@code -jar} and a jar, or {@code -cp}, a jar and a class
 */
record AotTrainer(Path java, List<String> options, List<String> target) {
    private static final int CREATE_SECONDS = 300;
    private static final int END_SECONDS = 120;
    private static final int KEY_SECONDS = 60;

    public AotTrainer {
        options = List.copyOf(options);
        target = List.copyOf(target);
    }

    /**
     * Writes the cache to {@code cache}.
     *
     * @param work an empty folder for what comes and goes
     * @throws ImagesException with the end of its log if the application does not start
     */
    public void train(Training training, Path cache, Path work) throws IOException {
        var recording = work.resolve("recording");
        try (var cluster = cluster(work)) {
            cluster.writeKubeconfig(work.resolve("kubeconfig"), work.resolve("certificate"));
            record(training, recording, work);
        }
        var create = command("-XX:AOTMode=create", "-XX:AOTConfiguration=" + recording, "-XX:AOTCache=" + cache);
        Programs.run(create, work.resolve("create.log"), CREATE_SECONDS);
    }

    private void record(Training training, Path recording, Path work) throws IOException {
        var command = command("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recording);
        command.addAll(1 + options.size(), training.options());
        training.properties().forEach((name, value) -> command.add(1, "-D" + name + "=" + value));
        command.addAll(training.arguments());
        var log = work.resolve("record.log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("BAILIWICK_") || name.startsWith("QUARKUS_"));
        builder.environment().put("KUBECONFIG", work.resolve("kubeconfig").toString());
        var process = builder.start();
        var ended = false;
        try {
            if (training.server().isPresent()) {
                Visitor.of(training.server().get(), process, log).visit();
            }
        } finally {
            if (training.server().isPresent()) {
                process.destroy();
            }
            ended = Programs.ended(process, END_SECONDS);
        }
        if (!ended || !Files.exists(recording)) {
            throw new ImagesException(target.getLast() + " left no recording:\n" + Programs.end(log));
        }
    }

    /**
     * Makes the key of the cluster and the authority that signs it with the JDK's own tool. An authority beside the key, as clusters have:
     * a certificate that is trusted itself is not checked as one that somebody signed.
     */
    private TrainingCluster cluster(Path work) throws IOException {
        var keys = work.resolve("keys.p12");
        var store = List.of("-keystore", keys.toString(), "-storepass", TrainingCluster.PASSWORD);
        var certificate = work.resolve("certificate").toString();
        key(work, store, "authority", "-ext", "bc:c");
        keytool(work, store, "-exportcert", "-alias", "authority", "-rfc", "-file", certificate);
        key(work, store, "training", "-signer", "authority", "-ext", "san=ip:127.0.0.1");
        keytool(work, store, "-delete", "-alias", "authority");
        return TrainingCluster.start(keys);
    }

    private void key(Path work, List<String> store, String name, String... words) throws IOException {
        var common = List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name);
        keytool(work, store, Stream.concat(common.stream(), Stream.of(words)).toArray(String[]::new));
    }

    private void keytool(Path work, List<String> store, String... words) throws IOException {
        var command = new ArrayList<>(List.of(java.resolveSibling("keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(store);
        Programs.run(command, work.resolve("keytool.log"), KEY_SECONDS);
    }

    private ArrayList<String> command(String... modes) {
        var command = new ArrayList<>(List.of(java.toString()));
        command.addAll(options);
        command.addAll(List.of(modes));
        command.addAll(target);
        return command;
    }
}
