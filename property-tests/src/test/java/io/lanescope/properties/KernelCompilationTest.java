package io.lanescope.properties;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.lanescope.properties.kernel.KernelCalls;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * C1 must be able to compile a kernel with profiling. If it runs out of virtual registers, the kernel may stay for good in
 * code that does not profile, from which the JVM never goes on to C2, and each of its vectors is allocated.
 */
class KernelCompilationTest {

    private static final String KERNELS = "io.lanescope.simd.kernel.vector.";

    static Stream<List<String>> machines() {
        return Stream.of(List.of(), List.of("-XX:UseAVX=2"), List.of("-XX:MaxVectorSize=16"));
    }

    @ParameterizedTest(name = "with {0}")
    @MethodSource("machines")
    void theFirstCompilerTakesEveryKernel(List<String> machine) throws IOException, InterruptedException {
        List<String> flags = new ArrayList<>(List.of(ChildJvm.VECTORS, "-Dlanescope.kernels=vector",
                "-XX:TieredStopAtLevel=3", "-XX:-BackgroundCompilation", "-XX:+PrintCompilation"));
        flags.addAll(machine);
        List<String> kernels = ChildJvm.run(flags, KernelCalls.class).lines().filter(line -> line.contains(KERNELS))
                .toList();
        for (String kernel : List.of("SegmentDot::", "VectorExp::", "VectorUpdates::")) {
            assertTrue(kernels.stream().anyMatch(line -> line.contains(kernel)), kernel + " was not compiled");
        }
        assertEquals(List.of(), kernels.stream().filter(line -> line.contains("SKIPPED")).toList());
    }
}
