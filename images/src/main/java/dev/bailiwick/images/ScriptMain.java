package dev.bailiwick.images;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Makes a Java program a command in an image without a shell. The command is a file whose first line has the kernel run {@code java} with
 * a file of options, so that its own path comes before the words that were typed; this drops it.
 */
public final class ScriptMain {

    private ScriptMain() {}

    /**
     * Runs a main class with the words that were typed.
     *
     * @param arguments the class to run, the path of the command, then the words that were typed
     */
    public static void main(String[] arguments) throws Throwable {
        var words = Arrays.copyOfRange(arguments, 2, arguments.length);
        var main = Class.forName(arguments[0]).getMethod("main", String[].class);
        try {
            main.invoke(null, (Object) words);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
