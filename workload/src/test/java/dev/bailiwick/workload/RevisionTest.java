package dev.bailiwick.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A revision is what the user wrote that changes pods: no more, no less, and for ever the same. */
final class RevisionTest {
    private static final String BASE = Revision.of(Deployments.with());

    /**
     * A hash that differs here replaces every pod of every cluster when the operator is upgraded. Never change a line;
     * a new field adds lines.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                                      | 616f823a78
            spec: {engine: {args: [--enable-prefix-caching], maxContext: 32768}}                    | 79408439d9
            spec: {engine: {type: SGLang, image: sglang:v0.5.6, port: 30000}}                       | 4140faf17d
            spec: {engine: {type: LlamaCpp}, accelerator: null}                                     | c270e9e7e4
            spec: {engine: {type: NIM}, model: null}                                                | 6aed7e5d85
            spec: {model: {name: mistral, image: null, claim: {name: models, path: mistral}}}       | b08d45ccee
            spec: {accelerator: {vendor: amd, count: 8, exclusive: false, select: {minMemory: 192G}}} | a715b1ff44
            spec: {pod: {labels: {team: vision}, env: [{name: A, value: b}], nodeSelector: {site: berlin}}} | a2530e8e38
            spec: {pod: {resources: {requests: {cpu: 7500m, memory: 64Gi}, limits: {memory: 64Gi}}}} | e85bca9707
            spec: {pod: {securityContext: {runAsUser: 10001, supplementalGroups: [44, 109]}}}       | e89d569e17
            spec: {pod: {volumes: [{name: a, mountPath: /a, configMap: c}, {name: b, mountPath: /b, readOnly: false, persistentVolumeClaim: p}]}} | 040d20a784
            spec: {pod: {tolerations: [{key: dedicated, operator: Exists}], topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}]}} | 2786422f78
            metadata: {annotations: {bailiwick.dev/restart: monday}}                                | 137602461e
            """)
    void staysTheSameThroughAnUpgradeOfTheOperator(String fragment, String hash) {
        assertThat(Revision.of(Deployments.with(fragment))).isEqualTo(hash);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spec: {engine: {port: 8000}}",
                "spec: {engine: {args: []}}",
                "spec: {model: {name: assistant}}",
                "spec: {accelerator: {vendor: nvidia, count: 1, exclusive: true}}",
                "spec: {replicas: 1, drain: {deadline: 10m}}",
                "spec: {pod: {}}",
                "spec: {pod: {labels: {}, annotations: {}, env: [], tolerations: [], volumes: []}}",
                "spec: {pod: {resources: {}, securityContext: {}, schedulerName: default-scheduler}}",
                "spec: {pod: {resources: {limits: {}, requests: {}}}}",
                "spec: {pod: {securityContext: {runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000, supplementalGroups: []}}}"
            })
    void leavesOutWhatIsTheDefaultAnyway(String fragment) {
        assertThat(Revision.of(Deployments.with(fragment))).isEqualTo(BASE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spec: {drain: {deadline: 1h}}",
                "spec: {replicas: 7}",
                "spec: {scaling: {mode: Auto, maxReplicas: 9, targets: {queuedRequestsPerReplica: 4}}}",
                "metadata: {annotations: {bailiwick.dev/hold: 'true', other: note}}",
                "metadata: {labels: {team: vision}, generation: 12}",
                "status: {revision: other}"
            })
    void leavesOutWhatChangesNoPod(String fragment) {
        assertThat(Revision.of(Deployments.with(fragment))).isEqualTo(BASE);
    }

    @Test
    void saysEachFieldThatChangesPods() {
        // Given
        var changes = Stream.of(
                "spec: {model: {name: other}}",
                "spec: {model: {image: 'registry.example/models/other@sha256:%s'}}".formatted("0".repeat(64)),
                "spec: {model: {image: null, claim: {name: files}}}",
                "spec: {model: {image: null, claim: {name: files, path: a}}}",
                "spec: {engine: {type: SGLang}}",
                "spec: {engine: {image: 'registry.example/engines/vllm-openai:v0.19.0'}}",
                "spec: {engine: {port: 9000}}",
                "spec: {engine: {args: [--a, --b]}}",
                "spec: {engine: {args: [--b, --a]}}",
                "spec: {engine: {maxContext: 4096}}",
                "spec: {accelerator: null}",
                "spec: {accelerator: {vendor: amd}}",
                "spec: {accelerator: {count: 2}}",
                "spec: {accelerator: {exclusive: false}}",
                "spec: {accelerator: {select: {products: [L40S]}}}",
                "spec: {accelerator: {select: {minMemory: 80G}}}",
                "spec: {pod: {labels: {a: b}}}",
                "spec: {pod: {annotations: {a: b}}}",
                "spec: {pod: {env: [{name: A, value: a}]}}",
                "spec: {pod: {env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]}}",
                "spec: {pod: {tolerations: [{key: a, operator: Exists}]}}",
                "spec: {pod: {nodeSelector: {a: b}}}",
                "spec: {pod: {topologySpreadConstraints: [{maxSkew: 1, topologyKey: a, whenUnsatisfiable: DoNotSchedule}]}}",
                "spec: {pod: {priorityClassName: a}}",
                "spec: {pod: {serviceAccountName: a}}",
                "spec: {pod: {imagePullSecrets: [{name: a}]}}",
                "spec: {pod: {runtimeClassName: a}}",
                "spec: {pod: {schedulerName: a}}",
                "spec: {pod: {resources: {limits: {cpu: 1}}}}",
                "spec: {pod: {resources: {requests: {cpu: 1}}}}",
                "spec: {pod: {securityContext: {runAsUser: 2}}}",
                "spec: {pod: {securityContext: {runAsGroup: 2}}}",
                "spec: {pod: {securityContext: {fsGroup: 2}}}",
                "spec: {pod: {securityContext: {supplementalGroups: [2]}}}",
                "spec: {pod: {volumes: [{name: a, mountPath: /a, secret: s}]}}",
                "spec: {pod: {volumes: [{name: a, mountPath: /a, secret: s, readOnly: false}]}}",
                "metadata: {annotations: {bailiwick.dev/restart: a}}",
                "metadata: {annotations: {bailiwick.dev/restart: b}}");

        // When
        var revisions = changes.map(Deployments::with).map(Revision::of).toList();

        // Then
        assertThat(revisions).doesNotHaveDuplicates().doesNotContain(BASE).allMatch(r -> r.matches("[0-9a-f]{10}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spec: {pod: {labels: {a: '1', b: '2'}}}               | spec: {pod: {labels: {b: '2', a: '1'}}}
            spec: {pod: {resources: {limits: {memory: 1Gi}}}}     | spec: {pod: {resources: {limits: {memory: 1024Mi}}}}
            spec: {pod: {resources: {limits: {cpu: 1500m}}}}      | spec: {pod: {resources: {limits: {cpu: 1.5}}}}
            spec: {pod: {resources: {limits: {cpu: 2}}}}          | spec: {pod: {resources: {limits: {cpu: '2000m'}}}}
            spec: {pod: {resources: {limits: {a/b: 1k}}}}         | spec: {pod: {resources: {limits: {a/b: 1e3}}}}
            spec: {accelerator: {select: {minMemory: 80Gi}}}      | spec: {accelerator: {select: {minMemory: 81920Mi}}}
            spec: {pod: {volumes: [{name: a, mountPath: /a, secret: s}]}} | spec: {pod: {volumes: [{mountPath: /a, name: a, readOnly: true, secret: s}]}}
            """)
    void isBlindToTheSpelling(String one, String other) {
        assertThat(Revision.of(Deployments.with(one))).isEqualTo(Revision.of(Deployments.with(other)));
    }

    @Test
    void followsTheNameWhereTheModelHasNone() {
        // Given
        var named = Deployments.with("spec: {model: {name: search}}");
        var search = Deployments.with("metadata: {name: search}");

        // Then
        assertThat(Revision.of(search))
                .as("the name of a ModelDeployment never changes")
                .isEqualTo(BASE);
        assertThat(Revision.of(named)).isNotEqualTo(BASE);
    }
}
