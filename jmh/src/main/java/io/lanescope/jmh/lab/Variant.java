package io.lanescope.jmh.lab;

import java.util.List;

/**
 * A way to start the JVM.
 *
 * @param name  what it is called in reports
 * @param flags the JVM's arguments
 */
record Variant(String name, List<String> flags) {

    Variant {
        flags = List.copyOf(flags);
    }
}
