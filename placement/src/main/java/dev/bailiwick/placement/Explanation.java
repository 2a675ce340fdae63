package dev.bailiwick.placement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the clauses of a placement message: one per reason, each with its count of nodes, in a fixed order. */
final class Explanation {
    private final AcceleratorRequest request;
    private final List<NodeVerdict> verdicts;

    Explanation(AcceleratorRequest request, List<NodeVerdict> verdicts) {
        this.request = request;
        this.verdicts = List.copyOf(verdicts);
    }

    /** Why nodes that are near to the request cannot hold a replica. */
    List<String> faults() {
        List<String> clauses = new ArrayList<>();
        byProduct(of(NodeVerdict.TooFew.class), NodeVerdict.TooFew::product).forEach((product, nodes) -> {
            long most = nodes.stream()
                    .mapToLong(NodeVerdict.TooFew::allocatable)
                    .max()
                    .orElse(0);
            String each = nodes.size() == 1 ? "" : "at most ";
            clauses.add(have(nodes, product) + ", " + each + gpus(most) + " of the " + request.count() + " needed");
        });
        of(NodeVerdict.Shares.class).stream()
                .collect(Collectors.groupingBy(NodeVerdict.Shares::how, TreeMap::new, Collectors.toList()))
                .forEach((how, nodes) ->
                        clauses.add(counted(nodes, "shares its GPUs", "share their GPUs") + how.words()));
        byProduct(of(NodeVerdict.TooLittleMemory.class), NodeVerdict.TooLittleMemory::product)
                .forEach((product, nodes) ->
                        clauses.add(have(nodes, product) + ", less than " + leastMemory() + " each"));
        lacking(clauses, of(NodeVerdict.NoProductLabel.class), "product");
        lacking(clauses, of(NodeVerdict.NoMemoryLabel.class), "memory");
        return clauses;
    }

    /** Which other products there are, for a request whose product is nowhere. */
    List<String> otherProducts() {
        List<String> clauses = new ArrayList<>();
        byProduct(of(NodeVerdict.OtherProduct.class), NodeVerdict.OtherProduct::product)
                .forEach((product, nodes) -> clauses.add(have(nodes, product)));
        return clauses;
    }

    /** What fitting, schedulable nodes have, without saying what is free. */
    List<String> fitting() {
        List<String> clauses = new ArrayList<>();
        byProduct(schedulable(), NodeVerdict.Fits::product)
                .forEach((product, nodes) -> clauses.add(have(nodes, product)));
        return clauses;
    }

    /** How much of the fitting, schedulable nodes is taken. */
    List<String> taken(Function<NodeVerdict.Fits, Long> free) {
        List<String> clauses = new ArrayList<>();
        byProduct(schedulable(), NodeVerdict.Fits::product).forEach((product, nodes) -> {
            long all = nodes.stream().mapToLong(NodeVerdict.Fits::allocatable).sum();
            long open = nodes.stream().mapToLong(free::apply).sum();
            long most = nodes.stream().mapToLong(free::apply).max().orElse(0);
            String state = open == 0
                    ? (all == 1 ? "its GPU taken" : "all " + gpus(all) + " taken")
                    : open + " of " + gpus(all) + " free"
                            + (nodes.size() > 1 ? ", at most " + most + " on one node" : "");
            clauses.add(have(nodes, product) + ", " + state);
        });
        return clauses;
    }

    /** Fitting nodes that are cordoned. */
    List<String> cordoned() {
        List<String> clauses = new ArrayList<>();
        List<NodeVerdict.Fits> nodes = of(NodeVerdict.Fits.class).stream()
                .filter(fits -> !fits.schedulable())
                .toList();
        byProduct(nodes, NodeVerdict.Fits::product)
                .forEach((product, group) -> clauses.add(
                        nodes(group) + " with " + named(product) + (group.size() == 1 ? " is" : " are") + " cordoned"));
        return clauses;
    }

    List<NodeVerdict.Fits> schedulable() {
        return of(NodeVerdict.Fits.class).stream()
                .filter(NodeVerdict.Fits::schedulable)
                .toList();
    }

    <V extends NodeVerdict> List<V> of(Class<V> kind) {
        return verdicts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The least memory asked for, as a message says it. */
    String leastMemory() {
        long bytes = request.minMemoryBytes().orElse(0);
        return bytes % 1_000_000_000L == 0
                ? bytes / 1_000_000_000L + " GB"
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    static String gpus(long count) {
        return count == 1 ? "1 GPU" : count + " GPUs";
    }

    static String join(List<List<String>> groups) {
        return groups.stream().flatMap(List::stream).collect(Collectors.joining("; "));
    }

    private static <V> Map<String, List<V>> byProduct(List<V> verdicts, Function<V, String> product) {
        return verdicts.stream().collect(Collectors.groupingBy(product, TreeMap::new, Collectors.toList()));
    }

    private static void lacking(List<String> clauses, List<? extends NodeVerdict> nodes, String label) {
        if (!nodes.isEmpty()) {
            clauses.add(counted(nodes, "lacks", "lack") + " the " + label + " label");
        }
    }

    private static String have(Collection<?> nodes, String product) {
        return counted(nodes, "has", "have") + " " + named(product);
    }

    private static String named(String product) {
        return product.isEmpty() ? "unlabelled GPUs" : product;
    }

    private static String counted(Collection<?> nodes, String one, String several) {
        return nodes(nodes) + " " + (nodes.size() == 1 ? one : several);
    }

    private static String nodes(Collection<?> nodes) {
        return nodes.size() == 1 ? "1 node" : nodes.size() + " nodes";
    }
}
