package dev.bailiwick.cli.diagnose;

import dev.bailiwick.cli.ClusterOptions;
import dev.bailiwick.cli.Fault;
import dev.bailiwick.cli.Main;
import dev.bailiwick.cli.OperatorOptions;
import dev.bailiwick.cli.Target;
import dev.bailiwick.cli.explain.Explanation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diagnose}: one redacted archive for a support case. */
@Command(
        name = "diagnose",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = {
            "Packs one redacted archive for a support case of a ModelDeployment: what it is, what belongs to it, what the"
                    + " operator and the cluster say of it, and an index that names what is missing and why.",
            "It reads only; it never reads a Secret or an engine's log. Look at the archive before you send it."
        })
public final class DiagnoseCommand implements Callable<Integer> {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    @Parameters(
            paramLabel = "[NAMESPACE/]NAME",
            description = "The ModelDeployment. Without a namespace it is the kubeconfig's.")
    private String target = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The archive; otherwise bailiwick-NAMESPACE-NAME-TIME.tar.gz here. It must not exist yet.")
    private @Nullable Path file;

    @Mixin
    private OperatorOptions operator = new OperatorOptions();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() throws IOException {
        var wanted = Target.parse(target);
        var now = clock.instant();
        try (var client = cluster.client()) {
            var deployment = Explanation.of(client, wanted, now);
            var out = file == null ? standard(deployment, now) : file;
            if (Files.exists(out)) {
                throw Fault.usage("--out %s exists already: name a file that does not".formatted(out));
            }
            var parts = new SupportCase(deployment.fullName(), now);
            parts.add("versions/program.txt", String.join("\n", new Main.Version().getVersion()) + "\n");
            new Inquiry(client, new Collection(client, parts, clock), deployment, operator.namespace()).run();
            try (var stream = Files.newOutputStream(out, StandardOpenOption.CREATE_NEW)) {
                parts.write(stream);
            }
            report(out, parts);
        }
        return 0;
    }

    private static Path standard(Explanation deployment, Instant now) {
        return Path.of(
                "bailiwick-%s-%s-%s.tar.gz".formatted(deployment.namespace(), deployment.name(), STAMP.format(now)));
    }

    private void report(Path out, SupportCase parts) throws IOException {
        var printer = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        parts.paths().forEach(path -> printer.println("  " + path));
        if (!parts.remarks().isEmpty()) {
            printer.println("\nmissing or cut (INDEX.md says the same):");
            parts.remarks().forEach(remark -> printer.println("  " + remark));
        }
        printer.printf(
                "%n%s: %d parts, %d KiB. Look at it before you send it: tar -xzf %s%n",
                out, parts.paths().size(), (Files.size(out) + 1023) / 1024, out);
        printer.flush();
    }
}
