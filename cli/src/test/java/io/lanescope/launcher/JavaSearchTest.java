package io.lanescope.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class JavaSearchTest {

    private static final String WITH_VECTORS = "java.base jdk.incubator.vector jdk.net";

    @TempDir
    Path root;

    @Test
    void ofTheUsualFoldersItTakesTheOldestReleaseThatSuitsAndItsNewestUpdate() throws IOException {
        java("usr/lib/jvm/jdk-17", "17.0.15", WITH_VECTORS);
        java("usr/lib/jvm/jdk-26", "26", WITH_VECTORS);
        java("opt/jdk-25", "25", WITH_VECTORS);
        java("home/.sdkman/candidates/java/25.0.3-tem", "25.0.3", WITH_VECTORS);
        java("home/.jdks/temurin-25.0.1", "25.0.1", WITH_VECTORS);
        assertEquals("home/.sdkman/candidates/java/25.0.3-tem", find(Map.of()));
    }

    @Test
    void aJavaOnAMacIsFoundInsideItsBundle() throws IOException {
        java("Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home", "25.0.3", WITH_VECTORS);
        assertEquals("Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home", find(Map.of()));
    }

    @Test
    void aFolderNameWithSpacesIsNoObstacle() throws IOException {
        java("usr/lib/jvm/my own jdk", "25.0.3", WITH_VECTORS);
        assertEquals("usr/lib/jvm/my own jdk", find(Map.of()));
    }

    @Test
    void aJavaWithoutTheVectorModuleDoesNotSuit() throws IOException {
        java("usr/lib/jvm/small", "25.0.3", "java.base java.logging");
        assertTrue(search(Map.of()).find(root).isEmpty());
    }

    @Test
    void whatIsNoJavaOrCannotBeReadIsPassedOver() throws IOException {
        Files.createDirectories(root.resolve("usr/lib/jvm/empty"));
        java("usr/lib/jvm/ancient", "1.8.0_392", WITH_VECTORS);
        java("usr/lib/jvm/strange", "early access", WITH_VECTORS);
        Path withoutRelease = java("usr/lib/jvm/unknown", "25", WITH_VECTORS);
        Files.delete(withoutRelease.resolve("release"));
        assertTrue(search(Map.of()).find(root).isEmpty());
    }

    @Test
    void theRunningJavaComesBeforeJavaHomeAndThatBeforeTheUsualFolders() throws IOException {
        java("usr/lib/jvm/jdk-25", "25.0.3", WITH_VECTORS);
        Path configured = java("elsewhere/configured", "26.0.1", WITH_VECTORS);
        Path running = java("elsewhere/running", "25", WITH_VECTORS);
        Map<String, String> environment = Map.of("JAVA_HOME", configured.toString());
        assertEquals("elsewhere/configured", find(environment));
        assertEquals(running, search(environment).find(running).orElseThrow().folder());
    }

    @Test
    void aJavaHomeThatDoesNotSuitIsPassedOver() throws IOException {
        java("usr/lib/jvm/jdk-25", "25.0.3", WITH_VECTORS);
        Path old = java("usr/lib/jvm/jdk-17", "17.0.15", WITH_VECTORS);
        assertEquals("usr/lib/jvm/jdk-25", find(Map.of("JAVA_HOME", old.toString())));
    }

    @Test
    void whatLanescopeJavaNamesIsTakenWhetherItIsTheFolderOrTheProgram() throws IOException {
        java("usr/lib/jvm/jdk-25", "25.0.3", WITH_VECTORS);
        Path wanted = java("elsewhere/wanted", "26", WITH_VECTORS);
        assertEquals("elsewhere/wanted", find(Map.of("LANESCOPE_JAVA", wanted.toString())));
        assertEquals("elsewhere/wanted", find(Map.of("LANESCOPE_JAVA", wanted.resolve("bin/java").toString())));
    }

    @Test
    void aWishThatCannotBeGrantedIsAnErrorAndNotPassedOver() throws IOException {
        java("usr/lib/jvm/jdk-25", "25.0.3", WITH_VECTORS);
        Path old = java("usr/lib/jvm/jdk-17", "17.0.15", WITH_VECTORS);
        JavaSearch search = search(Map.of("LANESCOPE_JAVA", old.toString()));
        Exception refusal = assertThrows(IllegalStateException.class, () -> search.find(root));
        assertTrue(refusal.toString().contains("LANESCOPE_JAVA is " + old), refusal.toString());
    }

    @Test
    void aRuntimeOfModulesFilesIsReadToo() throws IOException {
        Path home = java("usr/lib/jvm/jdk-25", "25.0.3", "");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
        assertTrue(search(Map.of()).find(root).isEmpty());
        Files.createFile(Files.createDirectories(home.resolve("jmods")).resolve("jdk.incubator.vector.jmod"));
        assertEquals("usr/lib/jvm/jdk-25", find(Map.of()));
    }

    private String find(Map<String, String> environment) {
        Path found = search(environment).find(root).orElseThrow().folder();
        return root.relativize(found).toString().replace('\\', '/');
    }

    private JavaSearch search(Map<String, String> environment) {
        return JavaSearch.in(root, environment, root.resolve("home"));
    }

    private Path java(String folder, String version, String modules) throws IOException {
        Path home = root.resolve(folder);
        Files.createDirectories(home.resolve("bin"));
        Files.createFile(home.resolve("bin").resolve(
                System.getProperty("os.name").startsWith("Windows") ? "java.exe" : "java"));
        Files.writeString(home.resolve("release"),
                "JAVA_VERSION=\"" + version + "\"\nMODULES=\"" + modules + "\"\nOS_NAME=\"Linux\"\n");
        return home;
    }
}
