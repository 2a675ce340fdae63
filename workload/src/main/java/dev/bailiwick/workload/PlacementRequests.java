package dev.bailiwick.workload;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.placement.AcceleratorRequest;
import dev.bailiwick.placement.Vendor;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Maps {@code spec.accelerator} to the planner's words. */
final class PlacementRequests {
    private static final BigDecimal GIBIBYTE = BigDecimal.valueOf(1L << 30);
    private static final BigDecimal GIGABYTE = BigDecimal.valueOf(1_000_000_000L);

    private PlacementRequests() {}

    static Optional<AcceleratorRequest> of(ModelDeployment deployment) {
        return Optional.ofNullable(deployment.getSpec().accelerator()).map(accelerator -> {
            var select = accelerator.select();
            return new AcceleratorRequest(
                    accelerator.vendor() == null
                            ? Vendor.NVIDIA
                            : switch (accelerator.vendor()) {
                                case nvidia -> Vendor.NVIDIA;
                                case amd -> Vendor.AMD;
                                case intel -> Vendor.INTEL;
                            },
                    accelerator.count() == null ? 1 : accelerator.count(),
                    select == null || select.products() == null ? List.of() : select.products(),
                    select == null ? OptionalLong.empty() : vendorBytes(select.minMemory()),
                    !Boolean.FALSE.equals(accelerator.exclusive()));
        });
    }

    /**
     * Vendors sell 80 GB cards that report 81559 MiB, less than 80 GiB: a binary amount is read as as many
     * decimal gigabytes (an H100 of 80 GB reports 81559 MiB).
     */
    static OptionalLong vendorBytes(@Nullable Quantity memory) {
        if (memory == null) {
            return OptionalLong.empty();
        }
        var bytes = Quantity.getAmountInBytes(memory);
        var binary = memory.getFormat() != null && memory.getFormat().endsWith("i");
        return OptionalLong.of(
                (binary ? bytes.multiply(GIGABYTE).divide(GIBIBYTE, java.math.RoundingMode.DOWN) : bytes).longValue());
    }
}
