package dev.bailiwick.sandbox.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatorMainTest {

    @Test
    void meansAnEngineWhereNoCommandIsNamed() {
        assertThat(words()).containsExactly("engine");
        assertThat(words("--port=8000")).containsExactly("engine", "--port=8000");
        assertThat(words("/models", "--port=8000")).containsExactly("engine", "/models", "--port=8000");
    }

    @Test
    void meansAnEngineWhereVllmIsNamed() {
        assertThat(words("serve", "/models")).containsExactly("engine", "/models");
        assertThat(words("vllm", "serve", "/models")).containsExactly("engine", "/models");
    }

    @Test
    void leavesACommandAsItIs() {
        assertThat(words("engine", "--port=1")).containsExactly("engine", "--port=1");
        assertThat(words("--help")).containsExactly("--help");
    }

    @Test
    void exitsWithTwoOnWrongUsage() {
        assertThat(SimulatorMain.execute(List.of("--port=none"))).isEqualTo(2);
    }

    private static List<String> words(String... arguments) {
        return SimulatorMain.words(List.of(arguments));
    }
}
