package dev.groundswell.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Clock;
import java.time.Instant;

/** The boundaries that the design rests on, over the classes of all modules. */
@AnalyzeClasses(packages = "dev.groundswell", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String FLINK = "org.apache.flink..";

  @ArchTest
  static final ArchRule modulesSeeOnlyThoseBelowThem =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("schemas")
          .definedBy("dev.groundswell.schemas..")
          .layer("cep")
          .definedBy("dev.groundswell.cep..")
          .layer("sinks")
          .definedBy("dev.groundswell.sinks..")
          .layer("pipelines")
          .definedBy("dev.groundswell.pipelines..")
          .layer("local")
          .definedBy("dev.groundswell.local..")
          .layer("kit of the tests")
          .definedBy("dev.groundswell.testkit..")
          .whereLayer("schemas")
          .mayNotAccessAnyLayer()
          .whereLayer("cep")
          .mayOnlyAccessLayers("schemas")
          .whereLayer("sinks")
          .mayOnlyAccessLayers("schemas")
          .whereLayer("pipelines")
          .mayOnlyAccessLayers("schemas", "cep", "sinks")
          .whereLayer("kit of the tests")
          .mayNotBeAccessedByAnyLayer()
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule packagesDependOnEachOtherInOneDirection =
      slices().matching("dev.groundswell.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule localServersKnowNothingOfOurs =
      noClasses()
          .that()
          .resideInAPackage("dev.groundswell.local.servers..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.groundswell..")
                  .and(resideOutsideOfPackage("dev.groundswell.local.servers..")))
          .because("the tests of modules below the demo use them");

  @ArchTest
  static final ArchRule theTruthKnowsNothingOfWhatItJudges =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.groundswell.local.simulator..", "dev.groundswell.local.scorecard..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.groundswell.cep..",
              "dev.groundswell.pipelines..",
              "dev.groundswell.sinks..",
              FLINK);

  @ArchTest
  static final ArchRule elasticsearchClientsStayInTheirSink =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.groundswell.sinks.elasticsearch..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("co.elastic..", "org.elasticsearch.client..");

  @ArchTest
  static final ArchRule thePrometheusClientStaysInItsSink =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.groundswell.sinks.prometheus..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.prometheus.client..");

  @ArchTest
  static final ArchRule flinksInternalAutomatonStaysInOnePackage =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.groundswell.cep.correlate.nfa..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink.cep.nfa..")
          .because("it is no public API of Flink, and an upgrade may move it");

  @ArchTest
  static final ArchRule functionsAreReachedThroughTheirStage =
      classes().that().haveSimpleNameEndingWith("Function").should().bePackagePrivate();

  @ArchTest
  static final ArchRule rulesAndMatchingAreFreeOfFlink =
      noClasses()
          .that()
          .resideInAnyPackage("dev.groundswell.cep.rules..", "dev.groundswell.cep.match..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(FLINK);

  @ArchTest
  static final ArchRule whatDecidesInsideAStageIsFreeOfFlink =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.groundswell.pipelines.ingest..",
              "dev.groundswell.pipelines.match..",
              "dev.groundswell.pipelines.trend..",
              "dev.groundswell.pipelines.decide..",
              "dev.groundswell.pipelines.rules..")
          .and()
          .haveNameNotMatching(".*(Stage|Function|Operator|Strategy|Deserializer|States?)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(FLINK)
          .because("functions hold timers, and state with classes named so; pure classes decide");

  @ArchTest
  static final ArchRule onlyTheWaitForElasticsearchAtStartSleeps =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.groundswell.sinks.elasticsearch.IndexTemplate")
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .because("before the first record nobody waits for the sleeper");

  @ArchTest
  static final ArchRule nobodyWritesToTheStandardStreams =
      GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest
  static final ArchRule nobodyReadsTheSystemClock =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .because("clocks are injected");

  @ArchTest
  static final ArchRule onlyEntryPointsChooseTheSystemClock =
      noClasses()
          .that()
          .haveNameNotMatching(
              ".*\\.(AbuseMonitorJob|ElasticsearchSink|RunCommand|Demo|ChangeOptions|MarkCommand|RetentionCommand)(\\$.*)?")
          .should()
          .callMethod(Clock.class, "systemUTC")
          .because("clocks are injected");
}
