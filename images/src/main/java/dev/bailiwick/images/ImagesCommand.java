package dev.bailiwick.images;

import dev.bailiwick.images.oci.OciLayout;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./bailiwick images}: writes the images, their bills of materials and the command line's archive to a folder. */
@Command(
        name = "images",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Builds the images of the operator and of the engine simulator, without a daemon and without pulling.",
        footer = {
            "",
            "DIR becomes an OCI image layout; sbom/ and cli/ lie beside it. images/README.md says how to push it."
        })
public final class ImagesCommand implements Callable<Integer> {
    private static final String REFERENCE = "[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]+)?(/[a-z0-9]+([._-][a-z0-9]+)*)*";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
    private Path out = Path.of("");

    @Option(
            names = "--registry",
            paramLabel = "R",
            defaultValue = "bailiwick.local",
            description = "What the images' names begin with (default: ${DEFAULT-VALUE}).")
    private String registry = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final BuildMachine machine;

    private ImagesCommand(BuildMachine machine) {
        this.machine = machine;
    }

    /** Exit status: 0 good, 2 wrong usage or a fault, which is then told on standard error. */
    public static void main(String[] arguments) {
        System.exit(commandLine(BuildMachine.current()).execute(arguments));
    }

    static CommandLine commandLine(BuildMachine machine) {
        return new CommandLine(new ImagesCommand(machine)).setExecutionExceptionHandler((fault, command, parsed) -> {
            if (!(fault instanceof ImagesException || fault instanceof IOException)) {
                throw fault;
            }
            command.getErr().println("bailiwick: " + said(fault));
            return CommandLine.ExitCode.USAGE;
        });
    }

    private static String said(Exception fault) {
        return fault instanceof ImagesException ? String.valueOf(fault.getMessage()) : fault.toString();
    }

    @Override
    public Integer call() throws IOException {
        machine.check();
        if (!registry.matches(REFERENCE)) {
            throw new ImagesException(
                    "--registry \"" + registry
                            + "\" is no beginning of an image's name; write a host and a path in lower case, such as registry.example/team");
        }
        if (!OciLayout.isFree(out)) {
            throw new ImagesException(
                    "--out " + out
                            + " holds something else than an OCI image layout; name a folder that is new or empty, or an older layout");
        }
        var progress = spec.commandLine().getErr();
        var cache = new Cache(machine.cache(), line -> say(progress, line), InstantSource.system());
        var build = new ImageBuild(machine.jdk(), machine.version(), cache);
        var digests = build.write(ImageBuild.Products.in(machine.root()), registry, out);
        bills(JavaRuntime.link(machine.jdk(), cache));
        cache.prune();
        report(digests);
        return 0;
    }

    private void bills(JavaRuntime runtime) throws IOException {
        var boms = new TreeMap<>(Map.of(
                "operator", machine.root().resolve("operator/target/sbom.json"),
                "engine-simulator", machine.root().resolve("sandbox/target/sbom.json"),
                "cli", machine.root().resolve("cli/target/sbom.json")));
        for (var bom : boms.entrySet()) {
            var target = out.resolve("sbom").resolve(bom.getKey() + ".cdx.json");
            Sbom.write(
                    bom.getValue(),
                    target,
                    runtime.version(),
                    Glibc.ofThisMachine().version());
        }
    }

    private void report(Map<String, String> digests) {
        var results = spec.commandLine().getOut();
        digests.forEach((name, digest) -> results.println(name + "@" + digest));
        results.flush();
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
