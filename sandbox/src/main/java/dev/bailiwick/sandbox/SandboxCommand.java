package dev.bailiwick.sandbox;

import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sandbox up | down | kubeconfig}. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = "A local control plane with simulated GPU nodes.")
final class SandboxCommand {

    private static final String DIR_HELP = "Directory of the sandbox (default: ${DEFAULT-VALUE}).";

    @Command(name = "up", mixinStandardHelpOptions = true, description = "Bring a sandbox up and leave it running.")
    int up(@Option(names = "--dir", paramLabel = "D", defaultValue = ".sandbox", description = DIR_HELP) Path dir) {
        Progress progress = Progress.on(System.out, onTerminal(), InstantSource.system());
        try (Sandbox sandbox = Sandbox.up(new SandboxOptions(dir, progress))) {
            sandbox.detach();
            progress.say("the sandbox is up. Use it:");
            progress.say("  ./bailiwick kubectl get nodes");
            progress.say("  export KUBECONFIG=" + sandbox.kubeconfig());
            progress.say("and end it: ./bailiwick sandbox down"
                    + (dir.equals(SandboxOptions.DEFAULT_DIR) ? "" : " --dir " + dir));
        }
        return 0;
    }

    @Command(name = "down", mixinStandardHelpOptions = true, description = "End a sandbox and remove what it kept.")
    int down(@Option(names = "--dir", paramLabel = "D", defaultValue = ".sandbox", description = DIR_HELP) Path dir) {
        String remark = Sandbox.down(dir);
        System.out.println(remark.isEmpty() ? "the sandbox in " + dir + " is gone" : remark);
        return 0;
    }

    @Command(
            name = "kubeconfig",
            mixinStandardHelpOptions = true,
            description = "Print the path of the administrator's kubeconfig.")
    int kubeconfig(
            @Option(names = "--dir", paramLabel = "D", defaultValue = ".sandbox", description = DIR_HELP) Path dir) {
        try (Sandbox sandbox = Sandbox.attach(dir)) {
            System.out.println(sandbox.kubeconfig());
        }
        return 0;
    }

    @SuppressWarnings("SystemConsoleNull") // JDK 25 went back to null where there is no terminal
    private static boolean onTerminal() {
        return System.console() != null;
    }
}
