package dev.bailiwick.placement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductNameTest {

    @ParameterizedTest
    @CsvSource({
        "NVIDIA, NVIDIA-H100-80GB-HBM3, NVIDIA H100 80GB HBM3",
        "NVIDIA, NVIDIA-H100-80GB-HBM3, NVIDIA-H100-80GB-HBM3",
        "NVIDIA, NVIDIA-H100-80GB-HBM3, H100-80GB-HBM3",
        "NVIDIA, NVIDIA-H100-80GB-HBM3, h100_80gb_hbm3",
        "NVIDIA, NVIDIA-H100-80GB-HBM3, ' H100  80GB '",
        "NVIDIA, NVIDIA-H100-80GB-HBM3, H100",
        "NVIDIA, NVIDIA-H100-80GB-HBM3, HBM3",
        "NVIDIA, NVIDIA-L40S, L40S",
        "NVIDIA, Tesla-T4, NVIDIA T4",
        "NVIDIA, NVIDIA-GeForce-RTX-4090, GeForce RTX 4090 ()",
        "NVIDIA, NVIDIA-A100-SXM4-40GB-MIG-1g.5gb, A100-SXM4-40GB-MIG-1g.5gb",
        "NVIDIA, NVIDIA-A100-SXM4-40GB-MIG-1g.5gb, MIG 1g.5gb",
        "NVIDIA, NVIDIA-L40S-SHARED, L40S-SHARED",
        "AMD, AMD_Instinct_MI300X_OAM, MI300X",
        "AMD, AMD_Instinct_MI300X_OAM, AMD Instinct MI300X OAM",
        "INTEL, Max_1550, Intel Max 1550"
    })
    void matchesTheSameProductInAnySpelling(Vendor vendor, String label, String asked) {
        assertThat(satisfies(vendor, label, asked)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "NVIDIA, NVIDIA-L40S, L40",
        "NVIDIA, NVIDIA-L40, L40S",
        "NVIDIA, NVIDIA-H100-80GB-HBM3, H100-HBM3",
        "NVIDIA, NVIDIA-H100-80GB-HBM3, A100",
        "NVIDIA, NVIDIA-H100-80GB-HBM3, NVIDIA",
        "NVIDIA, NVIDIA-H100-80GB-HBM3, '--'",
        "NVIDIA, NVIDIA-H100-80GB-HBM3, H100-80GB-HBM3-SHARED",
        "NVIDIA, NVIDIA-A100-SXM4-40GB-MIG-1g.5gb, A100",
        "NVIDIA, NVIDIA-A100-SXM4-40GB-MIG-1g.5gb, A100-SXM4-40GB",
        "NVIDIA, NVIDIA-A100-SXM4-40GB-MIG-1g.5gb-SHARED, A100-SXM4-40GB-MIG-1g.5gb",
        "NVIDIA, NVIDIA-L40S-SHARED, L40S",
        "AMD, AMD_Instinct_MI300X_OAM, MI300"
    })
    void doesNotMatchPartsOfWordsGapsSlicesOrShares(Vendor vendor, String label, String asked) {
        assertThat(satisfies(vendor, label, asked)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "NVIDIA, NVIDIA H100 80GB HBM3, NVIDIA-H100-80GB-HBM3",
        "NVIDIA, H100, NVIDIA-H100",
        "NVIDIA, (H100), NVIDIA-H100",
        "AMD, Instinct MI300X OAM, AMD_Instinct_MI300X_OAM",
        "NVIDIA, '$', NVIDIA",
        "NVIDIA, 0123456789012345678901234567890123456789012345678901234 6789, NVIDIA-0123456789012345678901234567890123456789012345678901234"
    })
    void spellsALabelValueAsTheVendorWould(Vendor vendor, String asked, String value) {
        assertThat(ProductName.of(asked, vendor).labelValue(vendor)).isEqualTo(value);
    }

    private static boolean satisfies(Vendor vendor, String label, String asked) {
        return ProductName.of(label, vendor).satisfies(ProductName.of(asked, vendor));
    }
}
