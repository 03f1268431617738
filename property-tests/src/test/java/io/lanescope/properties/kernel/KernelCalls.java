package io.lanescope.properties.kernel;

import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

/** A call of every kernel but the matrix products, with any length below 2,000. As a program it makes them all. */
public final class KernelCalls {

    private static final int CALLS = 400;

    /** Something to do with n elements; the result keeps the compiler from dropping it. */
    interface Work {
        double of(int n);
    }

    private KernelCalls() {}

    static Stream<Arguments> all() {
        return Stream.concat(ReductionCalls.all(), MapCalls.all());
    }

    static Arguments work(String name, Work work) {
        return Arguments.of(name, work);
    }

    /** Long enough for the compiler to want each of them. */
    public static void main(String[] arguments) {
        double sink = 0;
        for (Arguments named : all().toList()) {
            Work work = (Work) named.get()[1];
            for (int call = 0; call < CALLS; call++) {
                sink += work.of(1 + call % 300);
            }
        }
        System.out.println(sink);
    }
}
