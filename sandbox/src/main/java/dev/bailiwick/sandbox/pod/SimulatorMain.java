package dev.bailiwick.sandbox.pod;

import dev.bailiwick.sandbox.load.SendCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** What the image of the simulator runs: {@code engine} unless the first word is another command. */
@Command(name = "engine-simulator", mixinStandardHelpOptions = true, description = "A simulated engine as a pod.")
public final class SimulatorMain {
    private static final String ENGINE = "engine";
    private static final Set<String> WORDS = Set.of(ENGINE, "send", "--help", "-h");

    private SimulatorMain() {}

    /** Exit status: 0 good, 1 a fault or a request that failed, 2 wrong usage; each fault is one line on standard error. */
    public static void main(String[] arguments) {
        // Without it a token waits for the acknowledgement of the one before it, for up to 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.exit(execute(List.of(arguments)));
    }

    static int execute(List<String> arguments) {
        var words = words(arguments);
        if (!words.getFirst().equals(ENGINE)) {
            return commandLine(List.of()).execute(words.toArray(String[]::new));
        }
        var names = CommandSpec.forAnnotatedObject(new EngineCommand(List.of()))
                .optionsMap()
                .keySet();
        var split = VllmArguments.of(words.subList(1, words.size()), names);
        var known = new ArrayList<>(List.of(ENGINE));
        known.addAll(split.known());
        return commandLine(split.ignored()).execute(known.toArray(String[]::new));
    }

    /** The arguments with a command in front: vLLM's image is called with {@code serve}, or with arguments alone. */
    static List<String> words(List<String> arguments) {
        var words = new ArrayList<>(arguments);
        if (!words.isEmpty() && words.getFirst().equals("vllm")) {
            words.removeFirst();
        }
        if (!words.isEmpty() && words.getFirst().equals("serve")) {
            words.removeFirst();
        }
        var first = words.isEmpty() ? "" : words.getFirst();
        if (!WORDS.contains(first)) {
            words.addFirst(ENGINE);
        }
        return List.copyOf(words);
    }

    static CommandLine commandLine(List<String> ignored) {
        return new CommandLine(new SimulatorMain())
                .addSubcommand(new EngineCommand(ignored))
                .addSubcommand(new SendCommand())
                .setExpandAtFiles(false);
    }
}
