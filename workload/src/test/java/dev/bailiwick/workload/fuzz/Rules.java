package dev.bailiwick.workload.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bailiwick.api.v1alpha1.EngineType;
import dev.bailiwick.api.v1alpha1.OwnedArguments;
import dev.bailiwick.api.v1alpha1.ReservedNames;
import dev.bailiwick.workload.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the CEL rules of the API refuse is taken out of a specification, so that the rest is one that the API server stores. Written anew
 * rather than derived from the rules, which are in another language; {@code CrdValidationIT} holds them to a real API server.
 */
final class Rules {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6}([.][0-9]{1,6})?(ms|s|m|h))+");
    private static final Pattern DIGEST = Pattern.compile("[^@]*@sha256:[0-9a-f]{64}");
    private static final Pattern IMAGE =
            Pattern.compile("[a-z0-9]+([._-]+[a-z0-9]+)*(:[0-9]+/[a-z0-9]+([._-]+[a-z0-9]+)*)?"
                    + "(/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?");
    private static final Pattern MODEL_NAME = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9._:/@+]*");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]*[a-z0-9])?");
    private static final Pattern VOLUME = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern MOUNT = Pattern.compile("(/[^/:]+)+");
    private static final Pattern KEY = Pattern.compile(
            "([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?");
    private static final Pattern LABEL = Pattern.compile("([A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?)?");
    private static final String SOURCE = "registry.example/models/m@sha256:" + "3b1f".repeat(16);

    private Rules() {}

    static ObjectNode keep(ObjectNode spec) {
        var engine = (ObjectNode) spec.get("engine");
        var type = EngineType.valueOf(engine.path("type").asText());
        engine(engine, type);
        model(spec, type);
        accelerator(spec, type);
        scaling(spec);
        object(spec, "drain").ifPresent(drain -> duration(drain, "deadline", 0));
        object(spec, "pod").ifPresent(pod -> pod(pod, type));
        return spec;
    }

    private static void engine(ObjectNode engine, EngineType type) {
        if (!image(engine.path("image").asText())) {
            engine.put("image", "registry.example/engine:v1");
        }
        removeIf(engine, "args", arg -> OwnedArguments.owns(type, arg.asText()));
    }

    private static void model(ObjectNode spec, EngineType type) {
        object(spec, "model").ifPresent(model -> {
            removeUnless(
                    model, "name", name -> MODEL_NAME.matcher(name.asText()).matches());
            removeUnless(
                    model,
                    "image",
                    image -> image(image.asText())
                            && DIGEST.matcher(image.asText()).matches());
            removeUnless(
                    model,
                    "claim",
                    claim -> NAME.matcher(claim.path("name").asText()).matches()
                            && !claim.path("path").asText().startsWith("/")
                            && !List.of(claim.path("path").asText().split("/", -1))
                                    .contains(".."));
            if (model.has("image")) {
                model.remove("claim");
            }
        });
        var model = spec.path("model");
        if (!model.has("image") && !model.has("claim") && type != EngineType.NIM && type != EngineType.Custom) {
            spec.withObject("/model").put("image", SOURCE);
        }
    }

    private static void accelerator(ObjectNode spec, EngineType type) {
        if (type == EngineType.NIM || type == EngineType.TensorRTLLM) {
            spec.withObject("/accelerator").put("vendor", "nvidia");
        }
        object(spec, "accelerator")
                .flatMap(accelerator -> object(accelerator, "select"))
                .ifPresent(select -> removeUnless(
                        select,
                        "minMemory",
                        memory -> Quantities.amount(memory)
                                .filter(bytes -> bytes.compareTo(BigDecimal.valueOf(1_000_000)) >= 0)
                                .isPresent()));
    }

    private static void scaling(ObjectNode spec) {
        object(spec, "scaling").ifPresent(scaling -> {
            duration(scaling, "scaleDownDelay", 1);
            if (scaling.path("minReplicas").asInt(1)
                    > scaling.path("maxReplicas").asInt()) {
                scaling.set("minReplicas", scaling.get("maxReplicas"));
            }
            object(scaling, "objectives").ifPresent(objectives -> {
                duration(objectives, "timeToFirstToken", 1);
                duration(objectives, "timePerOutputToken", 1);
            });
            var sizedBy = scaling.path("targets").size()
                    + (scaling.path("objectives").has("timeToFirstToken") ? 1 : 0)
                    + (scaling.path("objectives").has("timePerOutputToken") ? 1 : 0);
            if (sizedBy == 0) {
                scaling.put("mode", "Recommend");
            }
        });
    }

    private static void pod(ObjectNode pod, EngineType type) {
        keys(
                pod,
                "labels",
                key -> KEY.matcher(key).matches()
                        && !own(key)
                        && !ReservedNames.labels().contains(key),
                LABEL);
        keys(pod, "nodeSelector", key -> KEY.matcher(key).matches(), LABEL);
        keys(
                pod,
                "annotations",
                key -> KEY.matcher(key.toLowerCase(Locale.ROOT)).matches()
                        && !own(key)
                        && !key.equals("controller.kubernetes.io/pod-deletion-cost")
                        && !key.startsWith("container.apparmor.security.beta.kubernetes.io/"),
                Pattern.compile("(?s).*"));
        removeIf(pod, "env", variable -> refused(variable, type));
        object(pod, "resources").ifPresent(Rules::resources);
        removeIf(pod, "tolerations", Rules::refusedToleration);
        removeIf(pod, "topologySpreadConstraints", Rules::refusedConstraint);
        var paths = new HashSet<String>();
        removeIf(
                pod,
                "volumes",
                volume -> refusedVolume(volume)
                        || !paths.add(volume.path("mountPath").asText()));
    }

    private static boolean own(String key) {
        return key.startsWith(ReservedNames.DOMAIN + "/") || key.contains("." + ReservedNames.DOMAIN + "/");
    }

    private static boolean refused(JsonNode variable, EngineType type) {
        var name = variable.path("name").asText();
        var from = variable.path("valueFrom");
        return !name.matches("[ -<>-~]+")
                || ReservedNames.environment().contains(name)
                || ReservedNames.environment(type).contains(name)
                || (variable.has("valueFrom")
                        && (!variable.path("value").asText().isEmpty() || from.size() != 1));
    }

    private static void resources(ObjectNode resources) {
        resources.remove("claims");
        var limits = resources.path("limits");
        object(resources, "requests")
                .ifPresent(requests -> removeFields(requests, (name, amount) -> {
                    var most = limits.has(name) ? Quantities.amount(limits.get(name)) : Optional.<BigDecimal>empty();
                    var extended = name.contains("/");
                    return refusedResource(name, amount)
                            || (extended && !limits.path(name).asText().equals(amount.asText()))
                            || (most.isPresent()
                                    && Quantities.amount(amount).orElseThrow().compareTo(most.get()) > 0);
                }));
        object(resources, "limits").ifPresent(all -> removeFields(all, Rules::refusedResource));
        object(resources, "requests")
                .ifPresent(requests -> removeFields(
                        requests,
                        (name, amount) ->
                                name.contains("/") && !resources.path("limits").has(name)));
    }

    private static boolean refusedResource(String name, JsonNode amount) {
        var accelerator = name.startsWith("nvidia.com/")
                || name.startsWith("amd.com/")
                || name.startsWith("habana.ai/")
                || name.toLowerCase(Locale.ROOT).contains("gpu")
                || name.contains("/mig-");
        var known = List.of("cpu", "memory", "ephemeral-storage").contains(name)
                || name.startsWith("hugepages-")
                || (name.contains("/") && KEY.matcher(name).matches());
        return accelerator
                || !known
                || Quantities.amount(amount).filter(it -> it.signum() >= 0).isEmpty()
                || (name.contains("/") && !amount.asText().matches("[0-9]+"));
    }

    private static boolean refusedToleration(JsonNode toleration) {
        var exists = toleration.path("operator").asText().equals("Exists");
        return (exists
                        ? !toleration.path("value").asText().isEmpty()
                        : toleration.path("key").asText().isEmpty())
                || (toleration.has("tolerationSeconds")
                        && !toleration.path("effect").asText().equals("NoExecute"));
    }

    private static boolean refusedConstraint(JsonNode constraint) {
        for (var expression : constraint.path("labelSelector").path("matchExpressions")) {
            if (expression.path("operator").asText().endsWith("In")
                    == expression.path("values").isEmpty()) {
                return true;
            }
        }
        return constraint.has("minDomains")
                && !constraint.path("whenUnsatisfiable").asText().equals("DoNotSchedule");
    }

    private static boolean refusedVolume(JsonNode volume) {
        var path = volume.path("mountPath").asText();
        var sources = List.of("persistentVolumeClaim", "configMap", "secret").stream()
                .filter(volume::has)
                .count();
        return sources != 1
                || !VOLUME.matcher(volume.path("name").asText()).matches()
                || !MOUNT.matcher(path).matches()
                || path.matches(".*/[.]{1,2}(/.*)?")
                || ReservedNames.paths().stream()
                        .anyMatch(it -> path.equals(it) || path.startsWith(it + "/") || it.startsWith(path + "/"));
    }

    private static boolean image(String text) {
        return !text.contains("://")
                && !text.matches("(?s).*\\s.*")
                && (!text.contains("@") || DIGEST.matcher(text).matches())
                && IMAGE.matcher(text.split("@", -1)[0]).matches();
    }

    private static void duration(ObjectNode parent, String field, long least) {
        removeUnless(parent, field, value -> {
            if (!DURATION.matcher(value.asText()).matches()) {
                return false;
            }
            var duration = Durations.parse(value.asText());
            return duration.toNanos() >= least && duration.compareTo(Duration.ofDays(30)) <= 0;
        });
    }

    private static Optional<ObjectNode> object(JsonNode parent, String field) {
        return parent.path(field) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    }

    private static void removeUnless(ObjectNode parent, String field, Predicate<JsonNode> good) {
        if (parent.has(field) && !good.test(parent.get(field))) {
            parent.remove(field);
        }
    }

    private static void removeIf(ObjectNode parent, String list, Predicate<JsonNode> bad) {
        for (Iterator<JsonNode> items = parent.path(list).iterator(); items.hasNext(); ) {
            if (bad.test(items.next())) {
                items.remove();
            }
        }
    }

    private static void keys(ObjectNode pod, String map, Predicate<String> good, Pattern value) {
        object(pod, map)
                .ifPresent(entries -> removeFields(
                        entries,
                        (key, text) ->
                                !good.test(key) || !value.matcher(text.asText()).matches()));
    }

    /** Whether an entry goes. */
    private interface Refusal {
        boolean of(String name, JsonNode value);
    }

    private static void removeFields(ObjectNode object, Refusal refusal) {
        object.properties().removeIf(field -> refusal.of(field.getKey(), field.getValue()));
    }
}
