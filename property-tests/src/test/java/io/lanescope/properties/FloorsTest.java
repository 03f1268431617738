package io.lanescope.properties;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

/** Each floor uses only those below it. */
class FloorsTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.lanescope");

    @Test
    void eachFloorUsesOnlyThoseBelowIt() {
        layeredArchitecture().consideringOnlyDependenciesInLayers()
                .layer("simd").definedBy("io.lanescope.simd..")
                .layer("nn").definedBy("io.lanescope.nn..")
                .layer("explain").definedBy("io.lanescope.explain..")
                .layer("cli").definedBy("io.lanescope.cli..")
                .whereLayer("simd").mayNotAccessAnyLayer()
                .whereLayer("nn").mayOnlyAccessLayers("simd")
                .whereLayer("explain").mayOnlyAccessLayers("simd", "nn")
                .whereLayer("cli").mayOnlyAccessLayers("simd", "nn", "explain")
                .withOptionalLayers(true)
                .check(CLASSES);
    }
}
