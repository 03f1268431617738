package io.lanescope.jmh.lab;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What the JVM made of a variant.
 *
 * @param name           what it is called
 * @param flags          its arguments
 * @param refused        why the JVM does not start with them, in its own words, or null if it does
 * @param warnings       what the JVM remarked
 * @param inEffect       the flags that were asked for, with the values that they have
 * @param changed        all flags that differ from the baseline's, as {@code before → after}
 * @param kernels        which kernels Lanescope chose
 * @param sameAsBaseline whether nothing differs, so that a measured difference is noise
 */
record Trial(
        String name,
        List<String> flags,
        @Nullable String refused,
        List<String> warnings,
        SortedMap<String, String> inEffect,
        SortedMap<String, String> changed,
        String kernels,
        boolean sameAsBaseline) {

    static Trial refused(Variant variant, String reason) {
        return new Trial(variant.name(), variant.flags(), reason, List.of(), new TreeMap<>(), new TreeMap<>(), "",
                false);
    }
}
