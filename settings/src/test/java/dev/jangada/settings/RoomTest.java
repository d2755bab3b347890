package dev.jangada.settings;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The YAML library stays where it belongs, and packages depend in one direction. */
class RoomTest {

    private static final String ROOM = "dev.jangada.settings";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOM);

    @Test
    void theLibraryStaysInItsPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOM + ".yaml")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(classes);
    }

    @Test
    void lowerPackagesDoNotKnowHigherOnes() {
        String[] order = {".problem", ".yaml", ".table", ""};
        for (int i = 0; i < order.length; i++) {
            for (int j = i + 1; j < order.length; j++) {
                noClasses()
                        .that()
                        .resideInAPackage(ROOM + order[i])
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(ROOM + order[j])
                        .check(classes);
            }
        }
    }
}
