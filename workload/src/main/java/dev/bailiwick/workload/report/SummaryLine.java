package dev.bailiwick.workload.report;

import dev.bailiwick.api.v1alpha1.AcceleratorSpec;
import dev.bailiwick.api.v1alpha1.ModelSource;
import dev.bailiwick.api.v1alpha1.ScalingSignals;
import dev.bailiwick.api.v1alpha1.Summary;
import dev.bailiwick.model.ModelReference;
import dev.bailiwick.workload.Pass;
import dev.bailiwick.workload.scaling.ScalingOutlook;
import dev.bailiwick.workload.status.ConditionReason;
import dev.bailiwick.workload.status.ConditionType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one line of {@code kubectl get mdep}: at most 140 columns with the widest values. */
final class SummaryLine {
    /** Columns for the name, the model and the accelerator together; the rest of the 140 belongs to the others. */
    private static final int SHARED_WIDTH = 70;

    private static final int LEAST_WIDTH = 13;
    private static final int MODEL_WIDTH = 30;
    private static final int ACCELERATOR_WIDTH = 24;

    private SummaryLine() {}

    static Summary of(Pass pass, List<Verdict> verdicts) {
        var spec = pass.observed().deployment().getSpec();
        var signals = pass.outlook().map(ScalingOutlook::signals);
        var left = SHARED_WIDTH - pass.observed().name().length();
        var accelerator =
                shortened(accelerator(spec.accelerator()), Math.clamp(left / 2, LEAST_WIDTH, ACCELERATOR_WIDTH));
        return new Summary(
                pass.serving() + "/" + pass.sizing().size(),
                shortened(model(spec.model()), Math.clamp(left - accelerator.length(), LEAST_WIDTH, MODEL_WIDTH)),
                accelerator,
                signals.map(ScalingSignals::waiting).map(SummaryLine::compact).orElse(null),
                signals.map(ScalingSignals::tokensPerSecond)
                        .map(SummaryLine::compact)
                        .orElse(null),
                reason(pass, verdicts));
    }

    private static String model(@Nullable ModelSource model) {
        if (model == null) {
            return "";
        }
        if (model.image() != null) {
            return ModelReference.parse(model.image()) instanceof ModelReference.Pinned pinned
                    ? pinned.shortName()
                    : model.image();
        }
        if (model.claim() != null) {
            return "pvc/" + model.claim().name();
        }
        return model.name() == null ? "" : model.name();
    }

    private static String accelerator(@Nullable AcceleratorSpec accelerator) {
        if (accelerator == null) {
            return "CPU";
        }
        var count = accelerator.count() == null ? 1 : accelerator.count();
        var products =
                accelerator.select() == null ? null : accelerator.select().products();
        var vendor =
                accelerator.vendor() == null ? "nvidia" : accelerator.vendor().name();
        return count + "x "
                + (products == null || products.isEmpty()
                        ? vendor
                        : products.getFirst()
                                .replaceFirst("(?i)^nvidia[ -]", "")
                                .replaceFirst("(?i)^(amd[ _-])?(instinct[ _-])?", ""));
    }

    /** The first blocking condition's reason, else the last decision's, else Ready's. */
    private static String reason(Pass pass, List<Verdict> verdicts) {
        return first(verdicts, ConditionType.Stalled, "True")
                .or(() -> first(verdicts, ConditionType.ModelResolved, "False"))
                .or(() -> first(verdicts, ConditionType.AcceleratorResolved, "False"))
                .or(() -> first(verdicts, ConditionType.Placed, "False"))
                .or(() -> first(verdicts, ConditionType.Ready, "False"))
                .or(() -> first(verdicts, ConditionType.Reconciling, "True"))
                .or(() -> verdicts.stream()
                        .map(Verdict::reason)
                        .filter(r -> r == ConditionReason.MetricsUnavailable
                                || r == ConditionReason.HeldAfterAuto
                                || r == ConditionReason.HeldByAnnotation)
                        .map(Enum::name)
                        .findFirst())
                .or(() -> pass.observed().deployment().getSpec().scaling() == null
                        ? Optional.empty()
                        : pass.outlook().map(ScalingOutlook::reason))
                .or(() -> first(verdicts, ConditionType.Ready, "True"))
                .orElse("Unknown");
    }

    private static Optional<String> first(List<Verdict> verdicts, ConditionType type, String status) {
        return verdicts.stream()
                .filter(v -> v.reason().type() == type && v.is(status))
                .map(v -> v.reason().name())
                .findFirst();
    }

    /** Cut in front of the digest, which tells two versions of one model apart, where there is room for both. */
    private static String shortened(String text, int width) {
        if (text.length() <= width) {
            return text;
        }
        var digest = text.indexOf('@') < 0 ? "" : text.substring(text.indexOf('@'));
        return width - digest.length() > 4
                ? text.substring(0, width - 1 - digest.length()) + "~" + digest
                : text.substring(0, width - 1) + "~";
    }

    /** 1800 as {@code 1.8k}: two digits say enough in a table. */
    private static String compact(String number) {
        var value = new BigDecimal(number);
        if (value.compareTo(BigDecimal.valueOf(1_000_000)) >= 0) {
            return digits(value.movePointLeft(6)) + "M";
        }
        return value.compareTo(BigDecimal.valueOf(1000)) >= 0 ? digits(value.movePointLeft(3)) + "k" : digits(value);
    }

    private static String digits(BigDecimal value) {
        return value.compareTo(BigDecimal.valueOf(100)) >= 0
                ? value.setScale(0, java.math.RoundingMode.HALF_UP).toPlainString()
                : value.round(new MathContext(2)).stripTrailingZeros().toPlainString();
    }
}
