package dev.bailiwick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.commandLine("kubectl bailiwick")
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void showsTheNameThatItWasCalledBy() {
        assertThat(run("explain", "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: kubectl bailiwick explain");
    }

    @Test
    void wrongUsageIsOneLineAndStatus2() {
        assertThat(run("explain")).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("kubectl bailiwick explain --help says more");
    }

    @Test
    void aWordThatItDoesNotKnowIsNamed() {
        assertThat(run("explian")).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("explian");
    }

    @Test
    void aTargetThatIsNoneIsRefusedBeforeAnyClusterIsAsked() {
        assertThat(run("explain", "plant/as/sistant")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("\"plant/as/sistant\" names no ModelDeployment: write NAMESPACE/NAME%n".formatted());
    }

    @Test
    void aKubeconfigThatIsNotThereIsNamed() {
        assertThat(run("explain", "plant/assistant", "--kubeconfig", "/nowhere"))
                .isEqualTo(2);
        assertThat(err.toString()).isEqualTo("--kubeconfig /nowhere cannot be read: name a kubeconfig%n".formatted());
    }

    @Test
    void watchingThePastIsRefused() {
        assertThat(run("explain", "plant/assistant", "--watch", "--at", "-15m")).isEqualTo(2);
        assertThat(err.toString()).contains("leave out --at and --journal");
    }
}
