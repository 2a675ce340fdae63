package dev.bailiwick.lab.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads faults as {@code --perturb} takes them. */
final class FaultParser {
    private static final Pattern PERCENT = Pattern.compile("([+-]?[0-9]{1,3}(?:\\.[0-9]+)?)%");
    private static final Pattern FACTOR = Pattern.compile("x([0-9]{1,3}(?:\\.[0-9]+)?)");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(s|m|h)");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,4}");

    private static final SequencedMap<String, Form> FORMS = forms();

    private FaultParser() {}

    /**
     * How one fault is written.
     *
     * @param example a value as it may stand behind the name; empty for a fault without one
     * @param read the fault of a value, if it is one
     */
    private record Form(String example, Function<String, Optional<? extends Fault>> read) {}

    /** A fault, or why the text is none. */
    sealed interface Item {}

    record Read(Fault fault) implements Item {}

    record Wrong(String message) implements Item {}

    /** Reads one fault, {@code name} or {@code name=value}. */
    static Item read(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        String value = equals < 0 ? "" : text.substring(equals + 1);
        Form form = FORMS.get(name);
        if (form == null) {
            return new Wrong("there is no perturbation \"" + name + "\"; the nearest is "
                    + Nearest.to(name, FORMS.keySet()).getFirst() + ", and all are "
                    + String.join(", ", FORMS.keySet()));
        }
        Optional<? extends Fault> fault = form.read().apply(value);
        if (fault.isPresent()) {
            return new Read(fault.get());
        }
        return new Wrong(
                form.example().isEmpty()
                        ? "perturbation " + name + " takes no value, not \"" + value + "\"; write " + name
                        : "perturbation " + name + " cannot be \"" + value + "\"; write it like " + name + "="
                                + form.example());
    }

    /** Every fault as it may be written, with a value where it takes one. */
    static List<String> examples() {
        List<String> examples = new ArrayList<>();
        FORMS.forEach((name, form) -> examples.add(form.example().isEmpty() ? name : name + "=" + form.example()));
        return examples;
    }

    private static SequencedMap<String, Form> forms() {
        SequencedMap<String, Form> forms = new LinkedHashMap<>();
        forms.put("engine", new Form("-25%", value -> change(value, Fault.EngineSpeed::new)));
        forms.put("engine-step", new Form("-25%", value -> change(value, Fault.EngineStep::new)));
        forms.put("mix-flip", new Form("x4", value -> factor(value, Fault.MixFlip::new)));
        forms.put("slow-replica", new Form("x0.6", value -> factor(value, Fault.SlowReplica::new)));
        forms.put("dead-pod", new Form("", value -> alone(value, new Fault.DeadPod())));
        forms.put("scrape-loss", new Form("5%", value -> share(value, Fault.ScrapeLoss::new)));
        forms.put("blackout", new Form("3m", value -> duration(value).map(Fault.Blackout::new)));
        forms.put("scrape-delay", new Form("15s", value -> duration(value).map(Fault.ScrapeDelay::new)));
        forms.put("counter-reset", new Form("", value -> alone(value, new Fault.CounterReset())));
        forms.put("cold-start", new Form("400s", value -> duration(value).map(Fault.SlowStarts::new)));
        forms.put("stuck-starts", new Form("20%", value -> share(value, Fault.StuckStarts::new)));
        forms.put("quota", new Form("4", FaultParser::quota));
        forms.put("silence", new Form("2h", value -> duration(value).map(Fault.Silence::new)));
        forms.put("prefix-hits", new Form("60%", value -> share(value, Fault.PrefixHits::new)));
        forms.put("client-retries", new Form("30s", value -> duration(value).map(Fault.ClientRetries::new)));
        forms.put("new-leader", new Form("10m", value -> duration(value).map(Fault.NewLeader::new)));
        forms.put("spike", new Form("x10", value -> factor(value, Fault.Spike::new)));
        forms.put("prior", new Form("x0.5", value -> factor(value, Fault.WrongPrior::new)));
        return forms;
    }

    private static Optional<Fault> alone(String value, Fault fault) {
        return value.isEmpty() ? Optional.of(fault) : Optional.empty();
    }

    /** A change of a speed in percent, as the factor that it makes; never to nothing. */
    private static Optional<? extends Fault> change(String value, DoubleFunction<? extends Fault> fault) {
        Matcher matcher = PERCENT.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        double speed = 1 + Double.parseDouble(matcher.group(1)) / 100;
        return speed > 0 ? Optional.of(fault.apply(speed)) : Optional.empty();
    }

    private static Optional<? extends Fault> share(String value, DoubleFunction<? extends Fault> fault) {
        Matcher matcher = PERCENT.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        double share = Double.parseDouble(matcher.group(1)) / 100;
        return share >= 0 && share <= 1 ? Optional.of(fault.apply(share)) : Optional.empty();
    }

    private static Optional<? extends Fault> factor(String value, DoubleFunction<? extends Fault> fault) {
        Matcher matcher = FACTOR.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        double factor = Double.parseDouble(matcher.group(1));
        return factor > 0 ? Optional.of(fault.apply(factor)) : Optional.empty();
    }

    private static Optional<Duration> duration(String value) {
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "h" -> Duration.ofHours(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofSeconds(number);
        };
        return duration.isPositive() ? Optional.of(duration) : Optional.empty();
    }

    private static Optional<Fault> quota(String value) {
        return COUNT.matcher(value).matches() && Integer.parseInt(value) > 0
                ? Optional.of(new Fault.Quota(Integer.parseInt(value)))
                : Optional.empty();
    }
}
