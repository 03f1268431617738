package io.lanescope.properties.kernel;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Once compiled, no kernel allocates a byte, with or without a tail. */
class KernelAllocationTest {

    private static final int CALLS = 500;
    private static final int ROUNDS = 2_000;
    private static final int MILLISECONDS_FOR_THE_COMPILER = 10;

    @ParameterizedTest(name = "{0} allocates nothing")
    @MethodSource("io.lanescope.properties.kernel.KernelCalls#all")
    void allocatesNothing(String name, KernelCalls.Work work) throws InterruptedException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = Long.MAX_VALUE;
        double sink = 0;
        // the compiler works beside us, for seconds on a busy machine: rounds go on until its code is in use
        for (int round = 0; round < ROUNDS && bytes != 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int call = 0; call < CALLS; call++) {
                sink += work.of(call % 3 == 0 ? 256 : 1 + call % 300);
            }
            bytes = threads.getCurrentThreadAllocatedBytes() - before;
            if (bytes != 0) {
                Thread.sleep(MILLISECONDS_FOR_THE_COMPILER);
            }
        }
        assertEquals(0, bytes, name + " " + sink);
    }
}
