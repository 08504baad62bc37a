package io.redissim.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.config.Config;
import io.redissim.core.config.DiskConfigFiles;
import io.redissim.core.time.VirtualClock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A family that works but is not on the list would be missing from the server. */
class FamiliesTest {
  @Test
  void everyFamilyIsOnTheList() {
    Engine engine =
        new Engine(new Config(new DiskConfigFiles()), new VirtualClock(Instant.EPOCH), 1);
    List<String> listed =
        Families.all(engine).stream().map(family -> family.getClass().getName()).toList();
    List<String> existing =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.redissim.core")
                .stream()
                .filter(type -> type.isAssignableTo(CommandFamily.class) && !type.isInterface())
                .map(JavaClass::getName)
                .toList();
    assertThat(listed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(existing);
  }
}
