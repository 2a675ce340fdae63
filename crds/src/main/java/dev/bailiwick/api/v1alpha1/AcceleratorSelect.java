package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which accelerators will do; every field given must hold. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "!has(self.minMemory) || (isQuantity(string(self.minMemory)) && quantity(string(self.minMemory)).compareTo(quantity('1M')) >= 0)",
        messageExpression =
                "'accelerator.select.minMemory \"' + string(self.minMemory) + '\" is not a size of memory: write it like 80Gi or 80G'",
        fieldPath = ".minMemory")
public record AcceleratorSelect(
        @JsonPropertyDescription(
                "Product names, any of which will do, in the spelling of the node label (NVIDIA-H100-80GB-HBM3) or shorter (H100-80GB-HBM3).")
        @Size(max = 16)
        @Nullable
        List<@Size(min = 1, max = 63) String> products,

        @JsonPropertyDescription(
                "Least memory of one accelerator, such as 80Gi or 80G. Sizes are compared in the vendor's gigabytes: a card sold as 80 GB satisfies 80Gi.")
        @Nullable
        Quantity minMemory) {}
