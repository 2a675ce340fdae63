package dev.bailiwick.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When what stands is compared again with what is wanted. */
class SettledTest {
    private static final ResourceID ASSISTANT = new ResourceID("assistant", "plant");
    private static final ResourceID OTHER = new ResourceID("other", "plant");

    private final Settled settled = new Settled();
    private final AtomicInteger compared = new AtomicInteger();

    @Test
    void whatStandsAsItDidIsNotComparedAgain() {
        // Given
        compare(ASSISTANT, "as rendered", false);

        // When
        compare(ASSISTANT, "as rendered", false);

        // Then
        assertThat(compared).hasValue(1);
    }

    @Test
    void whateverChangedIsComparedAgain() {
        // Given
        compare(ASSISTANT, "as rendered", false);

        // When
        compare(ASSISTANT, "changed by hand", false);
        compare(OTHER, "as rendered", false);
        settled.unless(ASSISTANT, Settled.Part.SURROUNDINGS, List.of("as rendered"), () -> {
            compared.incrementAndGet();
            return false;
        });

        // Then
        assertThat(compared).hasValue(4);
    }

    @Test
    void whatHadToBeSentIsComparedAgainEvenIfItLooksTheSame() {
        // Given: it was missing and has been made, and then somebody deletes it
        compare(ASSISTANT, "missing", true);

        // When
        compare(ASSISTANT, "missing", true);

        // Then
        assertThat(compared).hasValue(2);
    }

    @Test
    void aDeploymentThatIsGoneIsForgotten() {
        // Given
        compare(OTHER, "as rendered", false);

        // When
        settled.keep(ASSISTANT, exists -> false);
        compare(OTHER, "as rendered", false);

        // Then
        assertThat(compared).hasValue(2);
    }

    private void compare(ResourceID id, String state, boolean sent) {
        settled.unless(id, Settled.Part.REPLICA_SET, List.of(state), () -> {
            compared.incrementAndGet();
            return sent;
        });
    }
}
