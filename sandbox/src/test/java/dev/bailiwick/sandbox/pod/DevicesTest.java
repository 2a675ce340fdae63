package dev.bailiwick.sandbox.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DevicesTest {

    @Test
    void namesWhatADevicePluginLeftAndNothingElse() {
        // Given
        var environment = Map.of(
                "NVIDIA_VISIBLE_DEVICES", "GPU-1,GPU-2",
                "CUDA_VISIBLE_DEVICES", "0,1",
                "HF_TOKEN", "secret");
        // Then
        assertThat(Devices.line(environment, List.of("null", "nvidiactl", "nvidia0", "kfd")))
                .isEqualTo("devices: CUDA_VISIBLE_DEVICES=0,1 NVIDIA_VISIBLE_DEVICES=GPU-1,GPU-2; "
                        + "/dev/kfd /dev/nvidia0 /dev/nvidiactl");
    }

    @Test
    void saysSoWhenThereIsNone() {
        assertThat(Devices.line(Map.of(), List.of("null"))).isEqualTo("devices: no variable; no device file");
    }
}
