package dev.bailiwick.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Instant;
import java.util.Random;

/** Boundaries between modules (ARCHITECTURE.md); each pom holds the rest. */
@AnalyzeClasses(packages = "dev.bailiwick", importOptions = ImportOption.DoNotIncludeTests.class)
final class ModulesTest {

    @ArchTest
    static final ArchRule THE_API_IS_NO_CLIENT = noClasses()
            .that()
            .resideInAPackage("dev.bailiwick.api..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.fabric8.kubernetes.client..").and(not(type(CustomResource.class))))
            .because(
                    "crds holds types; of the client API it needs the base class of a custom resource alone (ADR 0002)");

    @ArchTest
    static final ArchRule ONLY_THE_OPERATOR_KNOWS_QUARKUS = noClasses()
            .that()
            .resideOutsideOfPackages("dev.bailiwick.operator..", "dev.bailiwick.e2e..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("io.quarkus..", "io.javaoperatorsdk..", "io.smallrye..", "jakarta..")
                            .and(not(resideInAPackage("io.quarkus.qute.."))))
            .because("a framework in the core would decide where the core can run");

    @ArchTest
    static final ArchRule ONLY_THE_REPORT_KNOWS_TEMPLATES = noClasses()
            .that()
            .resideOutsideOfPackages("dev.bailiwick.lab.replay.report..", "dev.bailiwick.e2e..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.quarkus.qute..")
            .because("the template engine stands alone and serves one page");

    @ArchTest
    static final ArchRule NOTHING_STANDS_ON_THE_COMMAND = noClasses()
            .that()
            .resideOutsideOfPackages("dev.bailiwick.cli..", "dev.bailiwick.e2e..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.bailiwick.cli..")
            .because("it asks the cluster from outside; what others need of it belongs into a pure module");

    @ArchTest
    static final ArchRule NO_PURE_MODULE_HAS_A_CLOCK_OR_DICE = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.bailiwick.autoscaler..",
                    "dev.bailiwick.metrics..",
                    "dev.bailiwick.placement..",
                    "dev.bailiwick.model..",
                    "dev.bailiwick.lab..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callConstructor(Random.class)
            .because("the same arguments must give the same decision, in the operator and in replay");

    @ArchTest
    static final ArchRule NO_PURE_MODULE_KNOWS_KUBERNETES = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.bailiwick.autoscaler..",
                    "dev.bailiwick.metrics..",
                    "dev.bailiwick.placement..",
                    "dev.bailiwick.model..",
                    "dev.bailiwick.lab..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "dev.bailiwick.api..", "dev.bailiwick.workload..")
            .because("they run without a cluster, in replay and in the simulator");
}
