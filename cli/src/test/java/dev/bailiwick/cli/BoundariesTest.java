package dev.bailiwick.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** What explains and what redacts is pure; what asks a cluster is not. */
@AnalyzeClasses(packages = "dev.bailiwick.cli", importOptions = ImportOption.DoNotIncludeTests.class)
final class BoundariesTest {

    @ArchTest
    static final ArchRule EXPLAINING_KNOWS_NO_CLUSTER = noClasses()
            .that()
            .resideInAPackage("dev.bailiwick.cli.explain..")
            .and()
            .haveNameNotMatching(".*[.](ExplainCommand|LiveDeployment|Explanation|OperatorJournal|Watching).*")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("io[.]fabric8[.]kubernetes[.]client[.](?!CustomResource).*")
            .because("every sentence of an explanation is tested without a cluster");

    @ArchTest
    static final ArchRule REDACTING_KNOWS_NO_CLUSTER = noClasses()
            .that()
            .resideInAPackage("dev.bailiwick.cli.diagnose..")
            .and()
            .haveNameNotMatching(".*[.](DiagnoseCommand|Collection|Inquiry).*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8..")
            .because("what must not be in an archive is looked for without a cluster");

    @ArchTest
    static final ArchRule THE_CLOCK_IS_INJECTED = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("time comes in as an argument");
}
