package dev.bailiwick.operator;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/** Who may know the framework, and who may know the time (design 2). */
@AnalyzeClasses(packages = "dev.bailiwick", importOptions = ImportOption.DoNotIncludeTests.class)
final class BoundariesTest {
    private static final String[] CORE = {
        "dev.bailiwick.api..",
        "dev.bailiwick.autoscaler..",
        "dev.bailiwick.metrics..",
        "dev.bailiwick.model..",
        "dev.bailiwick.placement..",
        "dev.bailiwick.workload.."
    };

    @ArchTest
    static final ArchRule ONLY_THE_OPERATOR_KNOWS_THE_FRAMEWORK = noClasses()
            .that()
            .resideOutsideOfPackage("dev.bailiwick.operator..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "io.quarkus..",
                    "io.quarkiverse..",
                    "io.javaoperatorsdk..",
                    "io.smallrye..",
                    "io.micrometer..",
                    "io.vertx..",
                    "jakarta.."))
            .because("the framework is replaced or upgraded in one module");

    @ArchTest
    static final ArchRule THE_CORE_HAS_NO_CLOCK = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .dependOnClassesThat(type(Clock.class).or(type(Random.class)))
            .because("what was decided must be decided again the same way in a replay");

    @ArchTest
    static final ArchRule THE_CORE_DOES_NOT_KNOW_THE_OPERATOR = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.bailiwick.operator.."))
            .because("the shell depends on the core, never the other way round");

    @ArchTest
    static final ArchRule THE_TIME_COMES_IN = noClasses()
            .that()
            .resideInAPackage("dev.bailiwick.operator..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("tests set the clock, and one clock tells all times of a pass");

    @ArchTest
    static final ArchRule WRITES_GO_THROUGH_THE_APPLIER = classes()
            .that()
            .haveSimpleName("RawWrites")
            .or()
            .haveSimpleName("JsonPatch")
            .should()
            .onlyBeAccessed()
            .byAnyPackage("dev.bailiwick.operator.apply..")
            .because("every write is fenced in one place");
}
