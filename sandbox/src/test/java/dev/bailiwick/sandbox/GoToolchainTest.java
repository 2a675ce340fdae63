package dev.bailiwick.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoToolchainTest {

    @ParameterizedTest
    @CsvSource({
        "go1.26.8, 1.26.0, true",
        "go1.27rc1, 1.26.0, true",
        "go2.0, 1.26.0, true",
        "go1.25.9, 1.26.0, false",
        "go1.9.7, 1.26.0, false",
        "devel +abc, 1.26.0, false",
    })
    void aCompilerWillDoFromTheMinorVersionOnThatTheSourcesName(String version, String wanted, boolean willDo) {
        assertThat(GoToolchain.isAtLeast(version, wanted)).isEqualTo(willDo);
    }
}
