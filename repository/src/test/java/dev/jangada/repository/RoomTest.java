package dev.jangada.repository;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The types of libraries stay where they belong, and packages depend in one direction. */
class RoomTest {

    private static final String ROOM = "dev.jangada.repository";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOM);

    private void only(String home, String library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOM + home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(classes);
    }

    @Test
    void librariesStayInTheirPackages() {
        only(".backend.s3", "software.amazon..");
        only(".crypto", "org.bouncycastle..");
        only(".format", "com.github.luben..");
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOM + ".crypto", ROOM + ".format")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(classes);
    }

    @Test
    void lowerPackagesDoNotKnowHigherOnes() {
        String[] order = {
            "damage", "problem", "backend", "crypto", "chunk", "format", "store", "index", "lock", "read", "write",
            "copy"
        };
        for (int i = 0; i < order.length; i++) {
            for (int j = i + 1; j < order.length; j++) {
                noClasses()
                        .that()
                        .resideInAPackage(ROOM + "." + order[i] + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(ROOM + "." + order[j] + "..")
                        .check(classes);
            }
        }
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOM)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOM)
                .check(classes);
    }
}
