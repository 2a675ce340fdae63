package dev.bailiwick.images;

import dev.bailiwick.images.oci.LayerContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.jar.JarFile;

/** The command line as content: in the operator's image, and as an archive for people's machines. */
final class CommandLayers {
    private static final String SCRIPT_CLASS = "dev/bailiwick/images/ScriptMain.class";

    private CommandLayers() {}

    /** The command in an image that has no shell: {@code /usr/local/bin/bailiwick}, and the same as {@code kubectl-bailiwick}. */
    static LayerContent inImage(Product cli) throws IOException {
        var application = cli.application();
        var options = new ArrayList<>(cli.options());
        options.add("-cp");
        options.add("/opt/bailiwick/script:/" + application.jarPath());
        options.add(ScriptMain.class.getName());
        options.add(mainClass(application.jar()));
        var script = "#!/" + JavaRuntime.PATH + "/bin/java @/opt/bailiwick/cli.options\n";
        var layer = LayerContent.builder()
                .file("opt/bailiwick/cli.options", String.join("\n", options) + "\n")
                .file("opt/bailiwick/script/" + SCRIPT_CLASS, scriptClass())
                .program("usr/local/bin/bailiwick", script)
                .program("usr/local/bin/kubectl-bailiwick", script);
        application.addDependencies(layer, application.path());
        application.addOwn(layer, application.path());
        return layer.build();
    }

    /**
     * The simulator under the name of the engine whose place it takes: where a ModelDeployment says vLLM, the operator runs {@code vllm
     * serve}.
     */
    static LayerContent asVllm(Product simulator) throws IOException {
        var options = new ArrayList<>(simulator.options());
        options.add("-XX:AOTCache=/" + simulator.cachePath());
        options.add("-cp");
        options.add("/" + simulator.application().jarPath() + ":/opt/bailiwick/script");
        options.add(ScriptMain.class.getName());
        options.add(simulator.mainClass());
        return LayerContent.builder()
                .file("opt/bailiwick/vllm.options", String.join("\n", options) + "\n")
                .file("opt/bailiwick/script/" + SCRIPT_CLASS, scriptClass())
                .program("usr/local/bin/vllm", "#!/" + JavaRuntime.PATH + "/bin/java @/opt/bailiwick/vllm.options\n")
                .build();
    }

    /** The archive's content below the folder {@code top}, without the trained cache. */
    static LayerContent.Builder archive(Product cli, JavaRuntime runtime, String top) {
        var application = cli.application();
        var layer = LayerContent.builder()
                .tree(top + "/runtime", runtime.home())
                .program(top + "/bin/bailiwick", launcher(cli, "bailiwick"))
                .program(top + "/bin/kubectl-bailiwick", launcher(cli, "kubectl bailiwick"));
        application.addDependencies(layer, top + "/lib");
        return application.addOwn(layer, top + "/lib");
    }

    private static String launcher(Product cli, String called) {
        return """
                #!/bin/sh
                # Bailiwick's command line with the Java runtime beside it. As kubectl-bailiwick on PATH it is a plugin of kubectl.
                home=$(dirname "$(dirname "$(readlink -f "$0")")")
                # A replay computes for minutes and is worth compiling well; the other commands end after a second.
                well=
                if [ "$1" = replay ]; then well=-XX:TieredStopAtLevel=4; fi
                exec "$home/runtime/bin/java" %s $well \\
                  -XX:AOTCache="$home/bailiwick.aot" -Dbailiwick.command="%s" -jar "$home/lib/%s" "$@"
                """.formatted(
                String.join(" ", cli.options()), called, cli.application().jar().getFileName());
    }

    private static String mainClass(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue("Main-Class");
        }
    }

    private static byte[] scriptClass() throws IOException {
        try (var in = ScriptMain.class.getResourceAsStream("ScriptMain.class")) {
            if (in == null) {
                throw new IOException(SCRIPT_CLASS + " is not beside the class that looks for it");
            }
            return in.readAllBytes();
        }
    }
}
