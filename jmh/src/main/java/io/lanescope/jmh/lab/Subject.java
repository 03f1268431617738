package io.lanescope.jmh.lab;

import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * A benchmark with a value of each of its parameters.
 *
 * @param benchmark the method's full name
 * @param params    its parameters
 */
record Subject(String benchmark, SortedMap<String, String> params) {

    /** Class, method and parameters, as people read it and results are found by. */
    String id() {
        return (simpleName() + " " + params.entrySet().stream().map(p -> p.getKey() + "=" + p.getValue())
                .collect(Collectors.joining(" "))).strip();
    }

    /** Class and method. */
    String simpleName() {
        return className() + benchmark.substring(benchmark.lastIndexOf('.'));
    }

    /** The simple name of its class. */
    String className() {
        String type = benchmark.substring(0, Math.max(benchmark.lastIndexOf('.'), 0));
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
