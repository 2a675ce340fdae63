package dev.bailiwick.placement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A product as the words of its name, so that NVML ({@code NVIDIA H100 80GB HBM3}), GFD
 * ({@code NVIDIA-H100-80GB-HBM3}) and AMD ({@code AMD_Instinct_MI300X_OAM}) spellings compare.
 */
record ProductName(List<String> words) {
    private static final Pattern SEPARATORS = Pattern.compile("[\\s_-]+");
    private static final Pattern DROPPED = Pattern.compile("[^A-Za-z0-9.]");
    private static final Pattern EDGES = Pattern.compile("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$");
    private static final int LABEL_VALUE_LENGTH = 63;
    /** Words by which GFD marks a slice or a share of a card; such a product is only meant by whoever says the word. */
    private static final List<String> PARTIAL = List.of("MIG", "SHARED");

    /** The words of {@code name} in any spelling, without the vendor's own name in front. */
    static ProductName of(String name, Vendor vendor) {
        List<String> words = new ArrayList<>();
        for (String part : SEPARATORS.split(name, -1)) {
            String word = EDGES.matcher(DROPPED.matcher(part).replaceAll("")).replaceAll("");
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        if (!words.isEmpty() && words.getFirst().equalsIgnoreCase(vendor.productPrefix())) {
            words.removeFirst();
        }
        return new ProductName(List.copyOf(words));
    }

    /** Whether this node product is what {@code asked} means: its words as a run, and no unasked slice or share. */
    boolean satisfies(ProductName asked) {
        List<String> mine = upper(words);
        List<String> theirs = upper(asked.words);
        return !theirs.isEmpty()
                && Collections.indexOfSubList(mine, theirs) >= 0
                && PARTIAL.stream().allMatch(word -> !mine.contains(word) || theirs.contains(word));
    }

    /** Whether the card is handed out several times over, by GFD's {@code -SHARED} suffix. */
    boolean shared() {
        return upper(words).contains("SHARED");
    }

    /** The label value that the vendor's discovery would write for exactly these words. */
    String labelValue(Vendor vendor) {
        List<String> all = new ArrayList<>();
        all.add(vendor.productPrefix());
        all.addAll(words);
        String value = String.join(vendor.wordSeparator(), all);
        String cut = value.substring(0, Math.min(value.length(), LABEL_VALUE_LENGTH));
        return EDGES.matcher(cut).replaceAll("");
    }

    /** How a message names the product. */
    String display() {
        return String.join("-", words);
    }

    private static List<String> upper(List<String> words) {
        return words.stream().map(word -> word.toUpperCase(Locale.ROOT)).toList();
    }
}
