package io.redissim.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md, checked for the client. */
class DependencyDirectionTest {
  private final JavaClasses cli =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.redissim.cli");

  @Test
  void cliUsesTheCodecOfCoreAndItsLibrariesOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.redissim.cli..",
            "io.redissim.core.resp",
            "io.redissim.core.bytes",
            "io.netty..",
            "org.jline..",
            "org.HdrHistogram",
            "org.jspecify..",
            "java..")
        .check(cli);
  }

  @Test
  void noStaticFieldChanges() {
    fields().that().areStatic().should().beFinal().check(cli);
  }
}
