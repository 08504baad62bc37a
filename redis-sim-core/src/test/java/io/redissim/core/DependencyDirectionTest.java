package io.redissim.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md, checked. */
class DependencyDirectionTest {
  private static final String CORE = "io.redissim.core.";

  /** Each package, and those below it, uses only what stands before it. */
  private static final String[] LAYERS = {
    "bytes", "time", "io", "resp", "keyspace", "client", "command"
  };

  private static final String[] ROOMS = {
    "type..",
    "generic",
    "connection",
    "introspect",
    "expire",
    "persist..",
    "config",
    "pubsub",
    "blocking",
    "transaction",
    "replication"
  };

  private final JavaClasses core =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.redissim.core");

  @Test
  void coreKnowsNoNettyAndNoSockets() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..", "java.net..", "javax.net..")
        .check(core);
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.nio\\.channels\\.(Selector|.*SocketChannel|DatagramChannel)")
        .check(core);
  }

  @Test
  void coreKnowsNoWallClock() {
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(core);
    noClasses().should().callMethod(System.class, "nanoTime").check(core);
    noClasses().should().callMethod(java.time.Instant.class, "now").check(core);
  }

  @Test
  void coreDependsOnNothingButTheLoggingInterface() {
    noClasses()
        .should()
        .dependOnClassesThat(
            not(resideInAnyPackage("io.redissim.core..", "java..", "org.slf4j", "org.jspecify..")))
        .check(core);
  }

  @Test
  void lowerLayersDoNotKnowHigherOnes() {
    for (int low = 0; low < LAYERS.length; low++) {
      for (int high = low + 1; high < LAYERS.length; high++) {
        noClasses()
            .that()
            .resideInAPackage(CORE + LAYERS[low])
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CORE + LAYERS[high])
            .check(core);
      }
      noClasses()
          .that()
          .resideInAPackage(CORE + LAYERS[low])
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CORE + "engine")
          .check(core);
    }
  }

  @Test
  void roomsDoNotKnowTheEngine() {
    for (String room : ROOMS) {
      noClasses()
          .that()
          .resideInAPackage(CORE + room)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CORE + "engine")
          .allowEmptyShould(true)
          .check(core);
    }
  }

  @Test
  void roomsDoNotKnowEachOther() {
    for (String room : ROOMS) {
      for (String other : ROOMS) {
        if (!room.equals(other) && !isDoor(room, other)) {
          noClasses()
              .that()
              .resideInAPackage(CORE + room)
              .should()
              .dependOnClassesThat()
              .resideInAPackage(CORE + other)
              .check(core);
        }
      }
    }
  }

  /**
   * DUMP and RESTORE use the formats; formats and digests are of values of every type; SORT reads
   * several types and stores a list; a replica is sent an RDB file.
   */
  private static boolean isDoor(String room, String other) {
    return room.equals("generic") && (other.equals("persist..") || other.equals("type.."))
        || room.equals("replication") && other.equals("persist..")
        || room.equals("persist..") && other.equals("type..")
        || room.equals("introspect") && other.equals("type..");
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.redissim.core.(*)..").should().beFreeOfCycles().check(core);
  }

  @Test
  void noStaticFieldChanges() {
    fields().that().areStatic().should().beFinal().check(core);
  }
}
