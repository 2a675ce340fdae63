package dev.bailiwick.cli.explain;

import dev.bailiwick.cli.Fault;
import dev.bailiwick.cli.OperatorPod;
import dev.bailiwick.cli.Remote;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;

/** Explains from the journal of the operator that leads, which lies in its pod. */
final class OperatorJournal {
    /** Reading a few segments takes seconds, on a busy operator's CPU some more. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final KubernetesClient client;
    private final String namespace;

    OperatorJournal(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    Account account(String deployment, Instant at) {
        var operator = OperatorPod.in(client, namespace);
        var directory = operator.setting("BAILIWICK_JOURNAL_DIRECTORY")
                .orElseThrow(() -> Fault.failed(
                        "pod %s/%s keeps no journal: set journal.enabled in the chart's values, and --at works from then on"
                                .formatted(namespace, operator.name())));
        var outcome = Remote.run(
                client,
                operator,
                LIMIT,
                "bailiwick",
                "explain",
                deployment,
                "--at",
                at.toString(),
                "--journal",
                directory,
                "--json");
        if (outcome.exitCode() != 0) {
            throw Fault.of(
                    outcome.exitCode() == Fault.FINDING ? Fault.FINDING : Fault.FAILED,
                    outcome.err().isBlank()
                            ? "the operator's pod could not explain it"
                            : outcome.err().strip());
        }
        return AccountJson.read(outcome.out())
                .orElseThrow(() -> Fault.failed(
                        "the operator's pod answers in another schema than %s: use its version of this program"
                                .formatted(Account.SCHEMA)));
    }
}
