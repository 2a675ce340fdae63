package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** The accelerators of each replica. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AcceleratorSpec(
        @JsonPropertyDescription("Vendor of the accelerators: nvidia, amd or intel.") @Default("nvidia") @Nullable
        Vendor vendor,

        @JsonPropertyDescription("Accelerators per replica, which is also the tensor parallel size.")
        @Default("1")
        @Min(1)
        @Max(64)
        @Nullable
        Integer count,

        @JsonPropertyDescription("Which accelerators will do. Absent: any of the vendor.") @Nullable
        AcceleratorSelect select,

        @JsonPropertyDescription(
                "Refuse nodes that share one accelerator among pods by time-slicing or MPS. A node without a sharing label is allowed and reported as unproven.")
        @Default("true")
        @Nullable
        Boolean exclusive) {}
