package dev.bailiwick.sandbox.pod;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Arguments as vLLM takes them, told apart into those that mean something here and those that do not. As in vLLM,
 * {@code --max_model_len} is {@code --max-model-len}, and the model comes before the options: the word behind an option
 * that is unknown here is taken for its value.
 *
 * @param known arguments that mean something, in order
 * @param ignored names of the options that do not, in order
 */
record VllmArguments(List<String> known, List<String> ignored) {

    /** Tells {@code arguments} apart by the names of the options that are known. */
    static VllmArguments of(List<String> arguments, Set<String> names) {
        var known = new ArrayList<String>();
        var ignored = new ArrayList<String>();
        var skipping = false;
        for (var argument : arguments) {
            if (option(argument)) {
                var written = canonical(argument);
                skipping = !names.contains(name(written));
                if (skipping) {
                    ignored.add(name(written));
                } else {
                    known.add(written);
                }
            } else if (!skipping) {
                known.add(argument);
            }
        }
        return new VllmArguments(List.copyOf(known), List.copyOf(ignored));
    }

    private static boolean option(String argument) {
        return argument.matches("-{1,2}[A-Za-z].*");
    }

    private static String name(String argument) {
        var equals = argument.indexOf('=');
        return equals < 0 ? argument : argument.substring(0, equals);
    }

    private static String canonical(String argument) {
        var name = name(argument);
        return name.startsWith("--")
                ? name.toLowerCase(Locale.ROOT).replace('_', '-') + argument.substring(name.length())
                : argument;
    }
}
