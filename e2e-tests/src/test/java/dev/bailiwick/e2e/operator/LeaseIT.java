package dev.bailiwick.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.Operated;
import dev.bailiwick.e2e.harness.Operator;
import dev.bailiwick.e2e.harness.Scenario;
import dev.bailiwick.e2e.harness.Scene;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;

/** One operator acts at a time: one that has lost its lease passes every other fence, so that it must end. */
@Operated(shared = false)
class LeaseIT {

    @Scenario
    void anOperatorThatLosesItsLeaseEndsByItself(Scene scene) {
        // Given
        var operator = scene.loneOperator(Map.of());
        operator.start();
        scene.apply("assistant", Specs.onCpu("")).awaitSettled(1);
        var lease = lease(scene, operator);

        // When
        lease.edit(held -> {
            held.getSpec().setHolderIdentity("another");
            held.getSpec().setLeaseDurationSeconds(3600);
            held.getSpec().setRenewTime(ZonedDateTime.now(ZoneOffset.UTC));
            return held;
        });

        // Then
        Eventually.eventually(
                "the operator to end", () -> operator.get("/q/health/live").status() == 0);
        assertThat(scene.sandbox().children())
                .filteredOn(child -> child.name()
                        .startsWith("operator-" + operator.namespace().substring(0, 2)))
                .filteredOn(child -> child.ended() != null)
                .isNotEmpty();
        assertThat(lease.get().getSpec().getHolderIdentity()).isEqualTo("another");
        operator.stop();
    }

    private static Resource<Lease> lease(Scene scene, Operator operator) {
        return scene.client().leases().inNamespace(operator.namespace()).withName(operator.account() + "-leader");
    }
}
