package dev.bailiwick.workload;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** What {@code workload} may know (design 2). */
@AnalyzeClasses(packages = "dev.bailiwick.workload", importOptions = ImportOption.DoNotIncludeTests.class)
final class BoundariesTest {

    @ArchTest
    static final ArchRule KNOWS_THE_MODEL_AND_THE_PURE_MODULES = noClasses()
            .should()
            .dependOnClassesThat(not(resideInAnyPackage(
                            "java..",
                            "org.jspecify..",
                            "dev.bailiwick.workload..",
                            "dev.bailiwick.api..",
                            "dev.bailiwick.autoscaler..",
                            "dev.bailiwick.metrics..",
                            "dev.bailiwick.model..",
                            "dev.bailiwick.placement..",
                            "io.fabric8.kubernetes.api..",
                            "com.fasterxml.jackson.."))
                    .and(not(type(CustomResource.class))))
            .because("a ModelDeployment means the same wherever it is read; fabric8's model describes objects, and a"
                    + " client would act on them");

    @ArchTest
    static final ArchRule LOOKS_NOTHING_UP = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.net..", "java.nio.file..", "java.lang.foreign..")
                    .or(type(java.io.File.class)))
            .because("all reading is done before a pass begins, so that a pass can be replayed");

    @ArchTest
    static final ArchRule HAS_NO_CLOCK_AND_NO_DICE = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .dependOnClassesThat(type(System.class)
                    .or(type(Clock.class))
                    .or(type(InstantSource.class))
                    .or(type(Random.class))
                    .or(type(ThreadLocalRandom.class)))
            .because("the time comes in as an Instant and nothing is left to chance, so that the same reading gives the"
                    + " same plan");

    @ArchTest
    static final ArchRule STARTS_NO_THREADS = noClasses()
            .should()
            .dependOnClassesThat(type(Thread.class).or(resideInAnyPackage("java.util.concurrent..")))
            .because("who runs a pass, and where, is the operator's affair");

    @ArchTest
    static final ArchRule HAS_PACKAGES_WITHOUT_CYCLES = slices().matching("dev.bailiwick.workload.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a reader must be able to begin somewhere: conditions, then checks and sizes, then the status");
}
