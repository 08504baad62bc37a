package io.redissim.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md, checked for the server. */
class DependencyDirectionTest {
  private static final String SERVER = "io.redissim.server";

  private final JavaClasses server =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(SERVER);

  @Test
  void serverUsesCoreAndItsLibrariesOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            SERVER + "..",
            "io.redissim.core..",
            "io.netty..",
            "org.slf4j..",
            "ch.qos.logback..",
            "org.jspecify..",
            "java..")
        .check(server);
  }

  @Test
  void pipelineKnowsNothingElseOfTheServer() {
    onlyUses("pipeline", "io.redissim.core..", "io.netty..", "org.slf4j..");
  }

  @Test
  void transportKnowsNeitherTheProtocolNorTheEngine() {
    onlyUses("transport", "io.netty..", "org.slf4j..");
  }

  @Test
  void linkKnowsOnlyTheDoorOfCore() {
    onlyUses("link", "io.redissim.core.io");
  }

  @Test
  void logKnowsOnlyTheLoggingLibrary() {
    onlyUses("log", "org.slf4j..", "ch.qos.logback..");
  }

  @Test
  void onlyTheLogDependsOnLogback() {
    noClasses()
        .that()
        .resideOutsideOfPackage(SERVER + ".log")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ch.qos.logback..")
        .check(server);
  }

  @Test
  void noStaticFieldChanges() {
    fields().that().areStatic().should().beFinal().check(server);
  }

  private void onlyUses(String name, String... others) {
    classes()
        .that()
        .resideInAPackage(SERVER + "." + name)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(others)
                .or(resideInAnyPackage(SERVER + "." + name, "java..", "org.jspecify..")))
        .check(server);
  }
}
