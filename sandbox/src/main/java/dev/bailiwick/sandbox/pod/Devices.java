package dev.bailiwick.sandbox.pod;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The accelerators that a pod was given, by what its device plugin left in it. */
final class Devices {
    /** NVIDIA's, AMD's (also as ROCr and HIP read them), CUDA's, and Intel's by Level Zero. */
    private static final Pattern VARIABLE = Pattern.compile("[A-Z]+_VISIBLE_DEVICES|ZE_AFFINITY_MASK");

    private static final Pattern FILE = Pattern.compile("nvidia.*|kfd|dri|dxg");

    private Devices() {}

    /** One line with the variables that name devices and the device files that are there. */
    static String line(Map<String, String> environment, List<String> deviceFiles) {
        var variables = new TreeMap<>(environment)
                .entrySet().stream()
                        .filter(entry -> VARIABLE.matcher(entry.getKey()).matches())
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(" "));
        var files = deviceFiles.stream()
                .filter(name -> FILE.matcher(name).matches())
                .sorted()
                .map(name -> "/dev/" + name)
                .collect(Collectors.joining(" "));
        return "devices: " + (variables.isEmpty() ? "no variable" : variables) + "; "
                + (files.isEmpty() ? "no device file" : files);
    }
}
