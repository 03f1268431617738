package io.lanescope.properties;

import java.nio.file.Path;

/** What it takes to start another JVM with the classes of this one. */
final class ChildJvm {

    private ChildJvm() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Surefire may start the tests from a jar that only names the class path. */
    static String classPath() {
        String tests = System.getProperty("surefire.test.class.path");
        return tests == null ? System.getProperty("java.class.path") : tests;
    }
}
