package io.lanescope.properties;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

/** The same seed gives the same model file, byte for byte, however wide the lanes and however many the threads. */
class SameModelEverywhereTest {

    @TempDir
    static Path folder;

    private static byte[] expected = {};

    @BeforeAll
    static void trainOnceOnScalarCode() throws IOException, InterruptedException {
        expected = train(1, List.of("-Dlanescope.kernels=scalar"));
    }

    static Stream<Arguments> machines() {
        return Stream.of(
                Arguments.of("lanes as wide as they come", 1, List.of(ChildJvm.VECTORS)),
                Arguments.of("two threads", 2, List.of(ChildJvm.VECTORS)),
                Arguments.of("three threads", 3, List.of(ChildJvm.VECTORS)),
                Arguments.of("AVX2", 1, List.of(ChildJvm.VECTORS, "-XX:UseAVX=2")),
                Arguments.of("128 bits", 1, List.of(ChildJvm.VECTORS, "-XX:MaxVectorSize=16")),
                Arguments.of("128 bits and two threads", 2, List.of(ChildJvm.VECTORS, "-XX:MaxVectorSize=16")),
                Arguments.of("no vector module", 1, List.of()),
                Arguments.of("no vector module, two threads", 2, List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("machines")
    void theModelFileIsTheSame(String machine, int threads, List<String> flags)
            throws IOException, InterruptedException {
        assertArrayEquals(expected, train(threads, flags), machine);
    }

    private static byte[] train(int threads, List<String> flags) throws IOException, InterruptedException {
        Path model = Files.createTempFile(folder, "model", ".safetensors");
        ChildJvm.run(flags, TrainSmallNetwork.class, model.toString(), Integer.toString(threads));
        return Files.readAllBytes(model);
    }
}
